"""Tests of `graph.write`."""
