"""The files of a dossier in one form: `graphq tidy`."""
