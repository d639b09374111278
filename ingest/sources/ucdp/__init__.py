"""UCDP: georeferenced events, actors, and yearly tables."""
