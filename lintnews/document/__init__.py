"""Bytes to documents: decoding, readers, blocks, and the map back to the source."""
