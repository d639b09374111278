"""Tests of `ingest.sources.acled`."""
