"""What the product promises, as tests; folders mirror the source."""
