"""What a person sees: reports and findings as text and HTML."""
