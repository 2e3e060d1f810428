"""Secrets in links: made once, kept only as a hash."""

import hashlib
import secrets

LONGEST = 64


def new_token() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What the database keeps. The token is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
