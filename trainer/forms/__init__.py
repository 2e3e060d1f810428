"""Forms of the trainer app."""
