"""The trainer's shorthand."""
