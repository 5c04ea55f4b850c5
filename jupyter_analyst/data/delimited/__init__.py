"""Delimited text: its encoding, what separates its cells, where its table stands."""
