"""What the graph is and where it is kept.

This package imports nothing else of ours: the ingest scripts, the saved questions and the command
stand on it.
"""
