"""The rules' own trees on whole columns: each row a network on a day, worked out with NumPy alone."""
