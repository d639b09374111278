"""Tests of `ingest.places`."""
