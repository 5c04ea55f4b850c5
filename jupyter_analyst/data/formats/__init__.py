"""The kinds of files that can be read, each by a reader of its own."""
