"""Pages of exercises, programs and sessions."""
