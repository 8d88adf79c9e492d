"""What comes back from a question: plain frozen records, with no logic of the contract."""
