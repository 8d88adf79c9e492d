"""How a published year of payments is told: what the columns hold, what a list would have been paid, and the causes."""
