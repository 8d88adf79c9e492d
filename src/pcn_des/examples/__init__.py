"""Example networks that come with the package. All of them are invented."""
