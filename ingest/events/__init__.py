"""What sources of events share: the event, its facts, and their way into the graph."""
