"""Sources into the graph: one module a source, and the pipeline that they share."""
