"""What NHS Riverside and Vale ICB asks of its networks beside the contract."""
