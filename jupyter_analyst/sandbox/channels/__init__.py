"""The channels to a kernel of this machine: bytes counted, messages checked."""
