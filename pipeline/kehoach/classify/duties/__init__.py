"""Who must do what, with whom, by when: what a duty unit orders."""
