"""The tests of graphq: the same folders as the packages they test."""
