"""Outside libraries that some rules stand on; none is imported before such a rule runs."""
