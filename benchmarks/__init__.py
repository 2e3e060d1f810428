"""What prints our performance figures."""
