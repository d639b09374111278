"""Tests of `graphq.mcp`."""
