"""What: exercises, programs, sessions."""
