"""JSON and JSON lines: where the rows stand in a document, and what their columns are."""
