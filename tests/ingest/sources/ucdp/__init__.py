"""Tests of `ingest.sources.ucdp`."""
