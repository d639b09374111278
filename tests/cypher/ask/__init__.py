"""Tests of `cypher.ask`."""
