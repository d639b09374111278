"""Tests of `ingest.events`."""
