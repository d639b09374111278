"""Countries, units and places, as sources name them."""
