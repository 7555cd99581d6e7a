"""pdfium's functions called as fast as may be."""

from __future__ import annotations

import ctypes
from typing import Any


def plain(function: Any, gives: Any, *takes: Any) -> Any:
    """Return a function of pypdfium2.raw that takes and gives plain numbers, without the checks that ctypes makes of typed arguments.

    For functions that are called for every character or every object: each check takes as long as the call. Pointers are addresses.
    """
    return ctypes.CFUNCTYPE(gives, *takes)(ctypes.cast(function, ctypes.c_void_p).value or 0)
