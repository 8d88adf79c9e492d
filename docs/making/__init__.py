"""What the hooks put into pages: each module makes one kind of thing."""
