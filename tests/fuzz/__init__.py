"""Input of every kind, damaged in every way that can be thought of, and what has to hold of it."""
