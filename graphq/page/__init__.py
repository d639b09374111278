"""What a page says of an answer or of a whole graph; the folder `page` draws it."""
