"""Networks that have learned to see damage, and the way from a text to them."""
