"""All networks of England in one table: what many public files tell of each, month by month."""
