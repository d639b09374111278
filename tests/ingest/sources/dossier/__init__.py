"""Tests of `ingest.sources.dossier`."""
