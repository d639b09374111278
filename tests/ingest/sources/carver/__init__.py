"""Tests of `ingest.sources.carver`."""
