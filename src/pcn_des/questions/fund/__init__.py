"""How points and money of the Investment and Impact Fund are come to: what is given, measured, earned, worth."""
