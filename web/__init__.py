"""What every view needs and no model knows."""
