"""Tests of the trainer room."""
