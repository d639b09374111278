"""What comes in at the doors, or goes out of them, acts on nothing."""
