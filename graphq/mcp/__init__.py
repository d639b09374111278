"""A saved question as a tool of an assistant."""
