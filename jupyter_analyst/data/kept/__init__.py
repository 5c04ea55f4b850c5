"""What is kept: every dataset that was loaded, stored once, in all its versions."""
