"""Tests of `graphq.tell`."""
