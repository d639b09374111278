"""Tests of `graphq.document`."""
