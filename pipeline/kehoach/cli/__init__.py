"""The command line."""

from kehoach.cli.app import main

__all__ = ["main"]
