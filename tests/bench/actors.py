"""How actors and verbs are found best: our rules beside spaCy's PhraseMatcher with a gazetteer of bodies, and beside underthesea's POS tags.

    PYTHONPATH=pipeline python tests/bench/actors.py [FOLDER]

Each way marks, in every duty unit of the gold, where actors start and end (bodies) and which word opens an action (verbs). The gazetteer holds
the names of organs.csv and the heads of issuers.toml with their abbreviations; a phrase is grown over the capitals and kinds of units that follow.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import spacy
from spacy.matcher import PhraseMatcher
from underthesea import pos_tag

from kehoach.classify.duties import find_duties
from kehoach.classify.duties.words import verbs
from kehoach.ingest import read_bytes
from kehoach.normalise import normalise
from kehoach.records.document import Document
from kehoach.records.label import Label
from kehoach.rules.issuers import levels
from kehoach.rules.load import rows
from kehoach.structure import structure

GOLD = Path(__file__).parents[2] / "corpus" / "gold"
_GROWN = re.compile(r"(?:,? (?:và )?(?:[A-ZĐ][\w&.-]*|tỉnh|huyện|xã|thành phố|thị xã|phường|thị trấn|các|cấp))*")
_WORDS = re.compile(r"\w+")

Unit = tuple[str, set[str], set[str]]
"""The text of a duty unit, the actors that its own words name, and the first words of its actions."""


def units(folder: Path) -> list[Unit]:
    """Return the duty units of the gold in `folder` that name their actors themselves."""
    found: list[Unit] = []
    for file in sorted(folder.glob("*.json")):
        gold = json.loads(file.read_text("utf-8"))
        text = file.with_suffix(".txt").read_text("utf-8")
        for n, unit in enumerate(gold["units"]):
            words = " ".join(text[unit["start"] : unit["end"]].split())
            duties = [d for d in gold["duties"] if d["unit"] == n and d["actor"] in words]
            if unit["tag"] == "duty" and duties:
                found.append((words, {d["actor"] for d in duties}, {d["action"].split()[0].lower() for d in duties}))
    return found


def prepared(words: str) -> Document:
    """Return a plan of that one duty unit, its structure read."""
    return structure(normalise(read_bytes(f"KẾ HOẠCH\nBố trí\n\nI. TỔ CHỨC THỰC HIỆN\n\n{words}\n".encode(), "unit.txt")))


def our_rules(data: Sequence[Unit]) -> Callable[[str], set[str]]:
    """Return a reader of actors by our rules; the structure of the units is read before."""
    documents = {words: prepared(words) for words, _, _ in data}

    def find(words: str) -> set[str]:
        document = documents[words]
        return {d.actor.value for d in find_duties(document, [Label(u.id, "duty", 1.0, "gold") for u in document.units])}

    return find


def phrase_matcher() -> Callable[[str], set[str]]:
    """Return a reader that takes the first match of the gazetteer, grown over what follows, for the actor."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}})
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    common = {"UBND", "các sở", "các đơn vị", "các cơ quan", "Hiệu trưởng", "Giám đốc", "Phòng", "Ban", "Tổ"}
    names = {*levels(), *(r["name"] for r in rows("organs.csv")), *common}
    matcher.add("body", list(nlp.pipe(sorted(names))))

    def find(words: str) -> set[str]:
        doc = nlp(words)
        spans = spacy.util.filter_spans([doc[a:b] for _, a, b in matcher(doc)])
        found = set()
        for span in spans[:1]:
            grown = _GROWN.match(words, span.end_char)
            found.add(words[span.start_char : grown.end() if grown else span.end_char].strip(" ,"))
        return found

    return find


def our_verbs(words: str) -> set[str]:
    low = words.lower()
    return {m.group().split()[0] for m in verbs().finditer(low)}


def tagged_verbs(words: str) -> set[str]:
    return {w.split()[0].lower() for w, tag in pos_tag(words) if tag.startswith("V") and w.strip()}


def same(a: str, b: str) -> bool:
    """Say whether two actors share at least eight words of ten."""
    x, y = set(_WORDS.findall(a.lower())), set(_WORDS.findall(b.lower()))
    return 2 * len(x & y) >= 0.8 * (len(x) + len(y))


def score(name: str, found: Iterable[set[str]], wanted: Iterable[set[str]], seconds: float, size: int, fuzzy: bool) -> None:
    tp = fp = fn = 0
    for got, gold in zip(found, wanted, strict=True):
        hit = sum(any(same(g, w) if fuzzy else g == w for g in got) for w in gold)
        tp, fn = tp + hit, fn + len(gold) - hit
        fp += sum(not any(same(g, w) if fuzzy else g == w for w in gold) for g in got)
    p, r = tp / (tp + fp or 1), tp / (tp + fn or 1)
    print(f"{name:34} P={p:.3f} R={r:.3f} F1={2 * p * r / (p + r or 1):.3f}  {size / seconds / 1000:8.0f} thousand characters a second")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD
    data = units(folder)
    size = sum(len(words) for words, _, _ in data)
    print(f"{len(data)} duty units, {size} characters")
    readers: list[tuple[str, Callable[[str], set[str]], int]] = [
        ("actors: our rules, all of a duty", our_rules(data), 1),
        ("actors: PhraseMatcher, gazetteer", phrase_matcher(), 1),
        ("verbs: our table", our_verbs, 2),
        ("verbs: underthesea POS", tagged_verbs, 2),
    ]
    for name, find, column in readers:
        find(data[0][0])
        started = time.process_time()
        found = [find(words) for words, _, _ in data]
        score(name, found, [d[column] for d in data], time.process_time() - started, size, column == 1)


if __name__ == "__main__":
    main()
