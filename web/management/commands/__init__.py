"""Commands that know no model."""
