"""Tests of `ingest.sources`."""
