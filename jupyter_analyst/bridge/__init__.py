"""Messages between the kernel and the notebook it belongs to."""
