"""What runs inside the sandbox: it closes the door behind itself, then starts a kernel."""
