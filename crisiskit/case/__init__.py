"""The incident: events, journal, state, engine, deadlines."""
