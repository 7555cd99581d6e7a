"""Processes that work for this one: each task under a limit of time and memory, one that breaks replaced, none left behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import CancelledError
from multiprocessing import get_context
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

from kehoach.errors import KehoachError
from kehoach.garbage import collect_seldom

if TYPE_CHECKING:
    from pebble import ProcessPool

P = ParamSpec("P")
T = TypeVar("T")

TASKS = 200
"""Tasks after which a worker is replaced by a fresh one, so that what a library leaves behind in memory doesn't grow with the folder."""


class Workers:
    """Up to `count` processes, started with the first task, each of at most `memory` bytes (where the system knows such a limit)."""

    def __init__(self, count: int, memory: int) -> None:
        self._count, self._memory = count, memory
        self._pool: ProcessPool | None = None

    def start(self, seconds: float, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> Callable[[], T]:
        """Have `work` done by a worker; return what waits for its result.

        The result raises what `work` raised, or KehoachError: `work.time` past `seconds`, `work.memory`, `work.died` if the process ended.
        """
        from pebble import ProcessExpired, ProcessPool

        if self._pool is None:
            self._pool = ProcessPool(self._count, TASKS, _settle, (self._count, self._memory), get_context("spawn"))
        future = self._pool.schedule(work, arguments, named, seconds)

        def wait() -> T:
            try:
                return future.result()
            except TimeoutError:
                raise KehoachError("work.time", seconds=round(seconds)) from None
            except MemoryError:
                raise KehoachError("work.memory", limit=self._memory // 1_000_000_000) from None
            except (ProcessExpired, CancelledError) as e:
                raise KehoachError("work.died") from e

        return wait

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            end = self._pool.close if kind is None else self._pool.stop
            end()  # type: ignore[no-untyped-call]
            self._pool.join()


_siblings = 0


def is_alone() -> bool:
    """Say whether no other worker wants the cores of the machine."""
    return _siblings == 0


def _settle(count: int, memory: int) -> None:
    """Make this process, one of `count`, end with all that it started, and fail where it wants more memory than it may have."""
    global _siblings
    _siblings = count - 1
    collect_seldom()
    if hasattr(os, "setsid"):
        os.setsid()
        signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if most == resource.RLIM_INFINITY else min(memory, most), most))
