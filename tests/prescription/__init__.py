"""Tests of the prescription room."""
