"""Rules: each reads one kind of phrase and proposes what it can mean."""
