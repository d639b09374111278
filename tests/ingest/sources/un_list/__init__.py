"""Tests of `ingest.sources.un_list`."""
