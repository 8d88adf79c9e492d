"""How rules are written, checked and run. Knows no rule, fact or term by name."""
