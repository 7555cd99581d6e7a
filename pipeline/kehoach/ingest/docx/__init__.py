"""Word files (.docx): package, styles, numbering, tables, stories."""
