"""Chat models by name; the one that is always there reads questions without a network."""
