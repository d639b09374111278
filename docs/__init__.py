"""Pages about graphq; some are made by `generate.py`."""
