"""What follows from the facts: rules in a few words. Dates and figures are the contract's, never here."""
