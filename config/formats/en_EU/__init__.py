"""Number and date formats of continental Europe, with English words."""
