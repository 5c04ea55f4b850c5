"""`%analyst`: what is typed in a notebook becomes a call of the session."""
