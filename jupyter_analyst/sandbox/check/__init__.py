"""A look at code before it runs: advice, never a wall."""
