"""How well likeness ranks what was struck next: measured on the strikes that are on record."""
