"""Dates and decimal marks that Django's own locales do not cover in English."""
