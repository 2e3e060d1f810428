"""Page-shaped reads, named after the page they feed."""
