"""What comes back from a question: frozen records, which apply no rule or rate; in the contract they look up keys."""
