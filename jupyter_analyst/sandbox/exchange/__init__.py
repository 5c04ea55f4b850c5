"""Values come back from the sandbox: data only, by Arrow."""
