"""What one asks of a network: a module for each public question, and what they share."""
