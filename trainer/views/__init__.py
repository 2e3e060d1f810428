"""Views of the trainer app."""
