"""The next contract year: its folder made from the year before, and worked through until nothing is unconfirmed."""
