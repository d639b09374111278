"""Every form of export, read back by its own library."""
