"""How a value, a source, a row and a number are told."""
