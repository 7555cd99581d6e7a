"""What plans hold as a person asks for it: duties by deadline, what takes up which objective, terms that mark off a part."""
