"""Sentences, tokens, tags and quotations of a document, behind one interface."""
