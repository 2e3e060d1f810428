"""Template tags of the programs."""
