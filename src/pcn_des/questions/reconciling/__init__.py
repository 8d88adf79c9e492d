"""What else may have been paid than what was owed: each cause applied, to see whether it gives what was paid."""
