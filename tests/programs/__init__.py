"""Tests of the programs room."""
