"""The two engines behind the Store protocol: a folder (ArcadeDB) and a server (Neo4j)."""
