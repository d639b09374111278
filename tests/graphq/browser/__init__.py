"""Tests in Neo4j Browser, in a real Chromium."""
