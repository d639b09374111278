"""A real Neo4j for the tests, from a running server, a container or Neo4j's own jars."""
