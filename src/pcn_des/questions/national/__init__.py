"""What one asks of a network among all of them: what its lists were owed, what it was paid, and what needs a look."""
