"""Tests of what makes the generated files."""
