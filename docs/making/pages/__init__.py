"""The pages that are made from the contract data, one module for each kind of thing."""
