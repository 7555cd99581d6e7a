"""PDF files: characters in order, tables, what belongs to the page."""
