"""The model card: card.json for programs, README.md for readers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from kehoach.evaluate.intervals import MACRO
from kehoach.rules.load import text

_KINDS = {"with_rules": "with rules", "model_alone": "model alone"}


def write_card(folder: Path, card: Mapping[str, Any], importance: Mapping[str, Sequence[str]]) -> None:
    """Write `card` as card.json and, with the features that speak most for each tag, as README.md into `folder`."""
    (folder / "card.json").write_text(json.dumps(_rounded(card), ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / "README.md").write_text(Template(text("unit_tags.md")).substitute(_values(card, importance)), "utf-8")


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list) else value


def _values(card: Mapping[str, Any], importance: Mapping[str, Sequence[str]]) -> dict[str, object]:
    documents = card["corpus"]["documents"]
    bands = card["reliability"]
    labels = sum(band["n"] for band in bands)
    return {
        "features": card["features"],
        "strength": card["strength"],
        "slope": card["calibration"]["slope"],
        "offset": card["calibration"]["offset"],
        "rules": len(card["settled"]),
        "documents": sum(documents.values()),
        "units": sum(card["corpus"]["units"].values()),
        "sha256": card["corpus"]["sha256"],
        "folds": card["folds"],
        "seed": card["seed"],
        "packages": ", ".join(f"{name} {version}" for name, version in card["packages"].items()),
        "cv_documents": documents["train"] + documents["dev"],
        "test_documents": documents["test"],
        "figures": "\n".join(_figure_rows(card)),
        "reliability": "\n".join(_band(band) for band in bands),
        "ece": f"{sum(band['n'] * abs(band['score'] - band['right']) for band in bands) / labels:.3f}",
        "settled": "\n".join(f"| {rule} | {found['units']} | {found['right']} |" for rule, found in card["settled"].items()),
        "importance": "\n".join(f"- {tag}: {', '.join(f'`{name}`' for name in names)}" for tag, names in importance.items()),
    }


def _figure_rows(card: Mapping[str, Any]) -> list[str]:
    rows = []
    for kind, words in _KINDS.items():
        for name in (MACRO, *(f"unit.tag.{tag}" for tag in card["labels"])):
            cells = [_figure(card["scores"][part][kind][name]) for part in ("cross_validation", "test")]
            rows.append(f"| {name.removeprefix('unit.tag.')}, {words} | {' | '.join(cells)} |")
    return rows


def _figure(figure: Mapping[str, float]) -> str:
    return f"{figure['F1']:.3f} ({figure['low']:.3f}–{figure['high']:.3f})"


def _band(band: Mapping[str, float]) -> str:
    return f"| {band['from']:.1f}–{band['from'] + 0.1:.1f} | {band['n']} | {band['score']:.3f} | {band['right']:.3f} |"
