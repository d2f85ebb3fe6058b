"""Other data sets' codes for what this record says: states, bodies, sectors, event types; both ways."""
