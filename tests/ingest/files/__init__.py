"""Tests of `ingest.files`."""
