"""The model card: card.json for programs, README.md for readers, its pictures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from kehoach.evaluate import contest, pictures
from kehoach.evaluate.intervals import MACRO
from kehoach.rules.load import text

CARD, README, COMPARISON = "card.json", "README.md", "comparison.json"
_KINDS = {"with_rules": "with rules", "model_alone": "model alone"}


def write_card(folder: Path, card: Mapping[str, Any], importance: Mapping[str, Sequence[str]]) -> None:
    """Write `card` as card.json and, with the features that speak most for each tag, as README.md with its pictures into `folder`.

    A comparison that lies there (comparison.json) goes into the README with it.
    """
    write_json(folder / CARD, {**card, "importance": dict(importance)})
    render(folder)


def render(folder: Path) -> None:
    """Write README.md and the pictures of the model in `folder` from card.json and comparison.json."""
    card, comparison = read_json(folder / CARD), read_json(folder / COMPARISON)
    own_corpus = {source["sha256"] for source in card["sources"]}
    said = contest.told(comparison, own_corpus) if comparison else text("unit_tags_alone.md")
    (folder / README).write_text(Template(text("unit_tags.md")).substitute(_values(card), contest=said), "utf-8")
    pictures.reliability(card["reliability"], card["abstaining"]["least"], folder / "reliability.svg")
    if comparison:
        pictures.curve(comparison["curve"], folder / "curve.svg")


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write `value` with numbers of four decimals."""
    path.write_text(json.dumps(_rounded(value), ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_json(path: Path) -> dict[str, Any]:
    """Return what stands in `path`, nothing where there is no such file."""
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value


def _values(card: Mapping[str, Any]) -> dict[str, object]:
    documents, units = card["documents"], card["units"]
    kept = card["abstaining"]
    return {
        "features": card["features"],
        "strength": card["strength"],
        "slope": card["calibration"]["slope"],
        "rules": len(card["settled"]),
        "documents": sum(documents.values()),
        "units": sum(units.values()),
        "sources": "; ".join(_source(source) for source in card["sources"]),
        "folds": card["folds"],
        "seed": card["seed"],
        "packages": ", ".join(f"{name} {version}" for name, version in card["packages"].items()),
        "cv_documents": documents["train"] + documents["dev"],
        "test_documents": documents["test"],
        "figures": "\n".join(_figure_rows(card)),
        "reliability": "\n".join(_band(band) for band in card["reliability"]),
        "ece": f"{card['calibration_error']:.3f}",
        "least": f"{kept['least']:.2f}",
        "wanted": f"{kept['wanted']:.0%}",
        "abstaining": "\n".join(_kept(name, kept[key]) for key, name in (("model", "given by the model"), ("all", "all, with the rules'"))),
        "settled": "\n".join(f"| {rule} | {found['units']} | {found['right']} |" for rule, found in card["settled"].items()),
        "importance": "\n".join(f"- {tag}: {', '.join(f'`{name}`' for name in names)}" for tag, names in card["importance"].items()),
    }


def _source(source: Mapping[str, Any]) -> str:
    documents, units = sum(source["documents"].values()), sum(source["units"].values())
    return f"`{source['name']}` ({documents} documents, {units} units, SHA-256 `{source['sha256']}`)"


def _figure_rows(card: Mapping[str, Any]) -> list[str]:
    rows = []
    for kind, words in _KINDS.items():
        for name in (MACRO, *(f"unit.tag.{tag}" for tag in card["labels"])):
            cells = [_figure(card["scores"].get(part, {}).get(kind, {}).get(name)) for part in ("cross_validation", "test")]
            rows.append(f"| {name.removeprefix('unit.tag.')}, {words} | {' | '.join(cells)} |")
    return rows


def _figure(figure: Mapping[str, float] | None) -> str:
    return f"{figure['F1']:.3f} ({figure['low']:.3f}–{figure['high']:.3f})" if figure else "–"


def _band(band: Mapping[str, float]) -> str:
    right = f"{band['right']:.3f} ({band['low']:.3f}–{band['high']:.3f})"
    return f"| {band['from']:.1f}–{band['from'] + 0.1:.1f} | {band['n']} | {band['score']:.3f} | {right} |"


def _kept(name: str, found: Mapping[str, float]) -> str:
    right = f"{found['right']:.3f} ({found['low']:.3f}–{found['high']:.3f})"
    return f"| {name} | {found['n']} | {1 - found['kept']:.1%} | {right} |"
