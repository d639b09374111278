"""Tests of `ingest.sources.gtd`."""
