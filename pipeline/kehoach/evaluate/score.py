"""Score a plan against its gold: citations, frame, sections, units, tags, duties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from kehoach.evaluate.gold import Gold, Item
from kehoach.evaluate.match import Ends, fold, overlap, pair, same_type, symbol_key, words_f1
from kehoach.evaluate.schema import DUTY_SLOTS
from kehoach.evaluate.tally import Tally, added, answer
from kehoach.records.label import Tag
from kehoach.records.plan import FRAME_FIELDS, PlanDict

_SAME_WORDS = 0.8  # of two strings, for one to be taken for the other
_HALF = 0.5  # of two spans
_DUTY = 0.6  # mean of the words of actor and action
_HEADING = 0.4  # of two headings without the same label
_HEADING_SHIFT = 4  # characters by which a heading may start elsewhere and still be the same: `**`, `#`, a space
_ESSENTIAL = ("type", "date", "issuer", "relation")


def score(gold: Gold, plan: PlanDict) -> dict[str, Tally]:
    """Return the tallies of one plan by name; its spans are offsets into the gold's text.

    `citations`, `citations.full`, `citation.FIELD`, `frame`, `frame.FIELD`, `sections`, `sections.tree`, `section.title`, `units`,
    `unit.tag`, `unit.tag.TAG`, `duties`, `duty.SLOT`.
    """
    parts = (
        _frame(gold.frame, plan["frame"]),
        _sections(gold.sections, plan["sections"]),
        _units(gold.units, plan["units"]),
        _citations(gold.citations, plan["citations"]),
        _duties(gold, plan["duties"]),
    )
    return added(parts)


def _gold_ends(item: Item) -> Ends:
    return item["start"], item["end"]


def _ends(item: Item, key: str = "span") -> Ends:
    return item[key][0], item[key][1]


def _tally(right: int, gold: Sequence[Any], read: Sequence[Any]) -> Tally:
    return Tally(right, len(read) - right, len(gold) - right)


def _citations(gold: Sequence[Item], read: Sequence[Item]) -> dict[str, Tally]:
    pairs = pair(gold, read, lambda g, r: overlap(_gold_ends(g), _ends(r)), _HALF)
    same = [(gold[i], read[j]) for i, j in pairs if _same_citation(gold[i], read[j])]
    fields = [_citation_fields(g, r) for g, r in same]
    full = sum(all(f[name] for name in _ESSENTIAL) for f in fields)
    found = {"citations": _tally(len(same), gold, read), "citations.full": _tally(full, gold, read)}
    return added([found, *_answers("citation", fields)])


def _same_citation(gold: Item, read: Item) -> bool:
    if _citation_key(gold) == _citation_key(read):
        return True
    return gold["kind"] != "numbered" and words_f1(gold["name"], read["name"]) >= _SAME_WORDS


def _citation_key(item: Item) -> tuple[str, ...]:
    if item["kind"] in ("numbered", "short") and item["number"]:
        return str(item["number"]).lstrip("0") or "0", str(item["year"] or ""), symbol_key(item["symbol"])
    if item["kind"] == "named":
        return "named", re.sub(r"[\s,]", "", fold(item["name"]))
    return (item["kind"],)


def _citation_fields(gold: Item, read: Item) -> dict[str, bool]:
    return {
        "type": same_type(gold["type"], read["type"]),
        "date": gold["date"] == read["date"],
        "issuer": fold(gold["issuer"]) == fold(read["issuer"]),
        "subject": words_f1(gold["subject"], read["subject"]) >= _SAME_WORDS,
        "relation": gold["relation"] == read["relation"],
        "pinpoint": fold(gold["pinpoint"]) == fold(read["pinpoint"]),
    }


def _sections(gold: Sequence[Item], read: Sequence[Item]) -> dict[str, Tally]:
    pairs = pair(gold, read, _same_heading, _HEADING)
    partner = dict(pairs)
    number = {item["id"]: n for n, item in enumerate(read)}
    tree = 0
    titles = []
    for i, j in pairs:
        over, read_over = gold[i]["parent"], read[j]["parent"]
        placed = (over is None) == (read_over is None) and (over is None or partner.get(over) == number[read_over])
        tree += placed and fold(gold[i]["label"]) == fold(read[j]["label"])
        titles.append({"title": words_f1(gold[i]["title"], read[j]["title"]) >= _SAME_WORDS})
    found = {"sections": _tally(len(pairs), gold, read), "sections.tree": _tally(tree, gold, read)}
    return added([found, *_answers("section", titles)])


def _same_heading(gold: Item, read: Item) -> float:
    near = abs(gold["start"] - read["heading"][0]) <= _HEADING_SHIFT
    if near and fold(gold["label"]) == fold(read["label"]):
        return 1.0
    return 0.9 * overlap(_gold_ends(gold), _ends(read, "heading"))


def _units(gold: Sequence[Item], read: Sequence[Item]) -> dict[str, Tally]:
    partner = dict(pair(gold, read, lambda g, r: overlap(_gold_ends(g), _ends(r)), _HALF))
    parts = [{"units": _tally(len(partner), gold, read)}, {f"unit.tag.{tag}": Tally() for tag in get_args(Tag)}]
    for i, item in enumerate(gold):
        if i not in partner:
            parts.append({f"unit.tag.{item['tag']}": Tally(missed=1)})
        else:
            parts.append(tag_tallies(item["tag"], read[partner[i]]["tag"]))
    return added(parts)


def tag_tallies(gold: str, read: str | None) -> dict[str, Tally]:
    """Return the tallies of one unit's tag: `unit.tag` and `unit.tag.TAG` for the tag it has and the one it was given."""
    if gold == read:
        return {"unit.tag": answer(True), f"unit.tag.{gold}": Tally(right=1)}
    wrong = {"unit.tag": answer(False), f"unit.tag.{gold}": Tally(missed=1)}
    return wrong | ({f"unit.tag.{read}": Tally(extra=1)} if read else {})


def _frame(gold: Item, read: Item) -> dict[str, Tally]:
    fields = {name: fold(gold[name]) == fold(read[name]) for name in FRAME_FIELDS}
    fields |= {name: words_f1(gold[name], read[name]) >= _SAME_WORDS for name in ("title", "issuer")}
    fields["draft"] = gold["draft"] == read["draft"]
    fields["recipients"] = _same_recipients(gold["recipients"], read["recipients"])
    return added([*_answers("frame", [fields]), *({"frame": answer(right)} for right in fields.values())])


def _same_recipients(gold: Iterable[str], read: Iterable[str]) -> bool:
    a, b = {fold(x) for x in gold}, {fold(x) for x in read}
    return len(a & b) * 2 >= 0.9 * (len(a) + len(b))


def _duties(gold: Gold, read: Sequence[Item]) -> dict[str, Tally]:
    def likeness(g: Item, r: Item) -> float:
        if not overlap(_gold_ends(gold.units[g["unit"]]), _ends(r)):
            return 0.0
        return (words_f1(g["actor"], r["actor"]) + words_f1(g["action"], r["action"])) / 2

    pairs = pair(gold.duties, read, likeness, _DUTY)
    slots = [{k: words_f1(gold.duties[i][k], read[j][k]) >= _SAME_WORDS for k in DUTY_SLOTS} for i, j in pairs]
    return added([{"duties": _tally(len(pairs), gold.duties, read)}, *_answers("duty", slots)])


def _answers(name: str, fields: Iterable[Mapping[str, bool]]) -> list[dict[str, Tally]]:
    return [{f"{name}.{key}": answer(right) for key, right in each.items()} for each in fields]
