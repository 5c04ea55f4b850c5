"""Where rows come from: files, archives, many files at once, addresses, the clipboard."""
