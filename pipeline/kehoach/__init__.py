"""kehoach reads Vietnamese official plans (kế hoạch): structure, cited directives, tags and duties.

>>> import kehoach
>>> plan = kehoach.parse_text("KẾ HOẠCH\\nChuyển đổi số năm 2023\\n\\nI. MỤC TIÊU\\n\\n- Triển khai Quyết định số 749/QĐ-TTg.")
>>> plan.to_dict()["citations"][0]["symbol"]
'QĐ-TTg'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kehoach.errors import KehoachError
    from kehoach.records.plan import Plan
    from kehoach.run import open_corpus, parse, parse_text
    from kehoach.store import Corpus

__all__ = ["Corpus", "KehoachError", "Plan", "open_corpus", "parse", "parse_text"]

_HOMES = {
    "Corpus": "kehoach.store",
    "KehoachError": "kehoach.errors",
    "Plan": "kehoach.records.plan",
    "open_corpus": "kehoach.run",
    "parse": "kehoach.run",
    "parse_text": "kehoach.run",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import kehoach` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kehoach' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
