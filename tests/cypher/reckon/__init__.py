"""Tests of `cypher.reckon`."""
