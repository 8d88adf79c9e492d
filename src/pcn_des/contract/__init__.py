"""What the contract says: dated, cited entries read from one folder for each contract year."""
