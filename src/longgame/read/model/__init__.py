"""A language model asked beside the rules; off unless somebody names one, and believed only where it quotes exactly."""
