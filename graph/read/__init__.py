"""What is read of a graph besides the questions: names, parts of it, and what held on a day."""
