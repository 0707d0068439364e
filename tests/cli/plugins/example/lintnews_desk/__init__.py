"""What one desk adds to lintnews: two rules, a check, a format of files and a report."""
