"""Asking: a question's header, its parameters, and the catalog that runs it."""
