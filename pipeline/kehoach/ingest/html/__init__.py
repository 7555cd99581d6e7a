"""Web pages and their archives (.html, .mht)."""
