"""Walls: how code is kept in on each level of isolation, and which of them this machine has."""
