"""What is given to Neo4j Browser: style, favourites, a guide, links, and the kit of them all."""
