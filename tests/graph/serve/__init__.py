"""Tests of a folder that is served over Bolt."""
