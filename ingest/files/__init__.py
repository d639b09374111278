"""Files as people have them, read row by row, and the list of what could not be read."""
