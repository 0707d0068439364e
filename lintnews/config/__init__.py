"""Configuration files: found, read, laid on one another, and what follows for a file."""
