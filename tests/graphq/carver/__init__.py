"""Tests of `graphq.carver`."""
