"""The door for programs: JSON over HTTP, with tokens."""
