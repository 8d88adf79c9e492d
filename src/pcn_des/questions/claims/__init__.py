"""How a claim for a post is come to: the days that count, what they cost, the maximum, and what stands in the way."""
