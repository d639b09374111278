"""CARVER scores, as a named person gives them."""
