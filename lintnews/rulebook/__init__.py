"""Rules as data: their model, loader, patterns, examples and the registry of checks."""
