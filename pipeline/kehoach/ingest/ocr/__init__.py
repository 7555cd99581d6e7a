"""Scans: pages recognised from their picture, and what recognition gets wrong."""
