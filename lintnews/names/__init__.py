"""Person, place and organisation names: mentions, comparison, authority."""
