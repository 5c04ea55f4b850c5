"""Meaning: what columns are to a person, found out or told."""
