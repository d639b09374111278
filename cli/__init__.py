"""The command `graphq`: a command is a question of the catalog, or one call of the library."""
