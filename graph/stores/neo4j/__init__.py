"""A graph on a Neo4j server."""
