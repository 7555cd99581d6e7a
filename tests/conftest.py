"""Property tests try the same examples in every run, so that a result is that of the code and not of the draw."""

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")
