"""The comparison in words and tables, for the model card."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from string import Template
from typing import Any

from kehoach.classify.tags.predict import TAGS
from kehoach.evaluate.contest.entrants import TABLE
from kehoach.evaluate.intervals import MACRO
from kehoach.rules.load import text, toml

TEMPLATE = "unit_tags_contest.md"


def told(found: Mapping[str, Any], present: Collection[str]) -> str:
    """Return the comparison as a part of a README; `present`: hashes of the gold that the model of that README learned from."""
    said = toml(TABLE)["said"]
    sizes = found["curve"]["sizes"]
    values = {
        "documents": found["documents"],
        "units": found["units"],
        "folds": found["folds"],
        "sha256": found["sha256"],
        "state": said["present" if found["sha256"] in present else "earlier"],
        "shipped": found["shipped"],
        "draws": found["curve"]["draws"],
        "rows": "\n".join(map(_row, found["entrants"])),
        "tags": "\n".join(map(_tag_row, found["entrants"])),
        "curve": "\n".join(_curve_row(row) for row in sizes),
        "best": _best(found, said),
        "more": _more(found["curve"], said) if found["curve"]["law"] else "",
    }
    return Template(text(TEMPLATE)).substitute(values)


def _interval(value: Mapping[str, float], key: str = "F1") -> str:
    return f"{value[key]:.3f} ({value['low']:.3f}–{value['high']:.3f})"


def _points(value: Mapping[str, float]) -> str:
    return f"{100 * value['by']:+.1f} ({100 * value['low']:+.1f} to {100 * value['high']:+.1f})"


def _row(row: Mapping[str, Any]) -> str:
    cells = [row["id"], _interval(row["with_rules"][MACRO]), _points(row["with_rules"]["difference"])]
    cells += [_interval(row["model_alone"][MACRO]), _points(row["model_alone"]["difference"])]
    speed = row["megabytes_per_second"]
    cells += [f"{row['bytes'] / 1e6:.2f}" if row["bytes"] else "–", f"{speed:.1f}" if speed < 100 else "> 100"]
    return f"| {' | '.join(cells)} |"


def _tag_row(row: Mapping[str, Any]) -> str:
    return f"| {row['id']} | {' | '.join(_interval(row['model_alone'][f'unit.tag.{tag}']) for tag in TAGS)} |"


def _curve_row(row: Mapping[str, Any]) -> str:
    return f"| {row['documents']} | {_interval(row['with_rules'])} | {_interval(row['model_alone'])} |"


def _best(found: Mapping[str, Any], said: Mapping[str, str]) -> str:
    """Return the sentence about who is best, and whether the shipped one is clearly worse."""
    tried = [(row[kind][MACRO]["F1"], row, kind) for row in found["entrants"] for kind in ("with_rules", "model_alone")]
    score, row, kind = max(tried, key=lambda t: t[0])
    apart = row[kind]["difference"]
    key = "first" if (row["id"], kind) == (found["shipped"], "with_rules") else "beaten" if apart["low"] > 0 else "level"
    return said[key].format(best=row["id"], kind=said[kind], score=f"{score:.3f}", apart=_points(apart), shipped=found["shipped"])


def _more(curve: Mapping[str, Any], said: Mapping[str, str]) -> str:
    """Return what the curve says about more documents: what the last doubling gave, how errors fall, what the next doubling would give."""
    law, last = curve["law"], curve["last_doubling"]["model_alone"]
    values = {
        "half": curve["sizes"][-2]["documents"],
        "most": curve["sizes"][-1]["documents"],
        "twice": 2 * curve["sizes"][-1]["documents"],
        "gain": _points(last),
        "cut": f"{1 - 2 ** -law['slope']:.0%}",
        "cut_low": f"{1 - 2 ** -law['low']:.0%}",
        "cut_high": f"{1 - 2 ** -law['high']:.0%}",
        "now": f"{law['error']:.3f}",
        "next": f"{law['next_error']:.3f}",
    }
    parts = [said["gained" if last["low"] > 0 else "unsure"], said["falls" if law["low"] > 0 else "flat"]]
    return " ".join(part.format(**values) for part in parts)
