"""lintnews finds what machine translation, scraping and hurried editing broke in news text."""

__version__ = "0.1.0"
