"""ACLED: events, their actors, and the list of deleted ones."""
