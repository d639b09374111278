"""What the graph is made of: nodes, relationships, values and ratings, each declared once."""
