"""Tables of the trade as typed rules: every pattern row carries examples that must match and counter-examples that must not."""
