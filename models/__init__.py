"""Trained models that travel inside the package; one folder a model, each with its card."""
