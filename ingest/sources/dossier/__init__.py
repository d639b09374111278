"""A dossier: a folder of small tables of cited facts."""
