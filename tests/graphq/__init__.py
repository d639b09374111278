"""Tests of graphq in programs and notebooks."""
