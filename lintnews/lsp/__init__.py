"""The language server: what ``lintnews check`` finds, while somebody writes."""
