"""CARVER: the matrix of what named people scored, and how far they agree."""
