"""Tests of `graph.read`."""
