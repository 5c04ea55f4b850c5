"""What the sandbox shows: cleaned, drawn anew, joined."""
