"""What stands between whoever speaks Bolt to a served folder and the engine that answers."""
