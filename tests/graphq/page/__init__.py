"""Tests of the page that graphq view writes."""
