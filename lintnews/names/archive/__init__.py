"""What a house has published before: an index of the forms of names, in one SQLite file."""
