"""Read a question in plain words: a plan, and the code that carries it out. No model is needed."""
