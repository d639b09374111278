"""The saved questions, one file each, and the catalog that reads, checks and runs them."""
