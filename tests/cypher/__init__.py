"""Tests of the package `cypher`."""
