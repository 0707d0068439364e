"""How a text reads: figures of its style, and which of them are unlike those of a desk."""
