"""The report's tables, from the facts of a corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kehoach.graph.label import cut
from kehoach.report.facts import KEPT, WORDS, Facts, FileRow, Tally
from kehoach.report.model import Cell, Item, Link, Marked, Opened, Row, Share, Table
from kehoach.report.passages import Passages
from kehoach.store import Failure
from kehoach.store.words import Words

BEHIND = 25
"""Passages listed behind a number."""
ALL_FILES = 6000
"""Passages listed behind the numbers of the table of files, in all: fewer a file where there are many files."""
TOP = 40
"""Rows of a table that is ordered by size."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Tables:
    """Builds tables in one language; what they refer to is asked for in `passages`."""

    facts: Facts
    say: Words
    passages: Passages = field(default_factory=Passages)

    def opened(self, tally: Tally, file: str, limit: int = BEHIND) -> Opened:
        """Return the number of a tally with the places behind it; `file` is the table that holds them all."""
        shown = tally.refs[:limit]
        items = []
        for ref in shown:
            with_whom = f"{self.say('duties.with')}: {'; '.join(ref.partners)}" if ref.partners else None
            until = f"{self.say('duties.deadline')}: {ref.deadline}" if ref.deadline else None
            note = " · ".join(filter(None, (until, with_whom))) or None
            items.append(Item(self.passages.anchor(ref), self.facts.files[ref.file].name, ref.words, note))
        rest = tally.count - len(shown)
        more = self.say("more", n=self.say.number(rest), file=file) if rest else None
        return Opened(self.say.number(tally.count), tuple(items), more)

    def opened_files(self, files: Iterable[int], limit: int = BEHIND) -> Opened:
        """Return a number of files that opens their list."""
        rows = [self.facts.files[n] for n in sorted(files)]
        items = tuple(Item(f"r{row.n}", row.name, cut(row.title or "", WORDS)) for row in rows[:limit])
        more = self.say("more", n=self.say.number(len(rows) - limit), file="#files") if len(rows) > limit else None
        return Opened(self.say.number(len(rows)), items, more)

    def files(self) -> Table:
        """What was read: one row a file."""
        say = self.say
        names = ("file", "type", "issuer", "number", "date", "units", "citations", "resolved")
        limit = max(1, min(KEPT, ALL_FILES // max(1, len(self.facts.files))))
        rows = [self._file(row, limit) for row in self.facts.files]
        return Table(tuple(say(f"files.{name}") for name in names), tuple(rows), numbers=frozenset((5, 6, 7)))

    def _file(self, row: FileRow, limit: int) -> Row:
        say = self.say
        kind = " · ".join(filter(None, (row.type, say("draft") if row.draft else None))).replace(" ", "\u00a0", 1) or "–"
        counts: tuple[Cell, ...] = (
            self.opened(row.units, "units.csv", limit),
            self.opened(row.citations, "citations.csv", limit),
            say.share(row.resolved, row.citations.count),
        )
        known = (kind, row.issuer or "–", row.number or "–", say.date(row.date))
        return Row((Marked(row.name, row.title or ""), *known, *counts), f"r{row.n}")

    def failures(self, failures: Iterable[Failure]) -> Table:
        """What could not be read, and why."""
        rows = (Row((f.file, self.say.reason(f.key, dict(f.values)))) for f in failures)
        return Table((self.say("files.file"), self.say("files.reason")), tuple(rows))

    def duplicates(self, originals: Mapping[str, str]) -> Table:
        """The files that repeat another one and are not counted."""
        rows = (Row((file, original)) for file, original in originals.items())
        return Table((self.say("files.file"), self.say("files.original")), tuple(rows))

    def directives(self, labels: Mapping[str, str]) -> Table:
        """The directives cited by most plans."""
        facts, say = self.facts, self.say
        names = ("directive", "subject", "documents", "mentions")
        rows = []
        for urn, tally in self._top(facts.directives, lambda t: (len(t.files), t.count)):
            subjects = facts.subjects[urn]
            subject = min(subjects, key=lambda s: (-subjects[s], s)) if subjects else "–"
            counts = (self.opened_files(tally.files), self.opened(tally, "citations.csv"))
            rows.append(Row((Marked(labels[urn], urn), subject, *counts)))
        columns = tuple(say(f"directives.{name}") for name in names)
        return Table(columns, tuple(rows), self._cut(facts.directives), numbers=frozenset((2, 3)))

    def open(self) -> Table:
        """The citations that are not resolved, with the reason."""
        facts, say = self.facts, self.say
        rows = (
            Row((printed, say.why(reason), self.opened(tally, "citations.csv")))
            for (printed, reason), tally in self._top(facts.open, lambda t: (t.count,))
        )
        columns = (say("open.printed"), say("open.reason"), say("directives.mentions"))
        return Table(columns, tuple(rows), self._cut(facts.open), numbers=frozenset((2,)))

    def issuers(self) -> Table:
        """Plans by issuer (rows, those with most plans first) and year (columns)."""
        facts, say = self.facts, self.say
        years = sorted({year for _, year in facts.issuers}, key=lambda y: (y is None, y))
        by_issuer: defaultdict[str, dict[str | None, list[int]]] = defaultdict(dict)
        for (issuer, year), files in facts.issuers.items():
            by_issuer[issuer][year] = files
        order = sorted(by_issuer, key=lambda i: (-sum(map(len, by_issuer[i].values())), i))
        rows = []
        for issuer in order[:TOP]:
            cells = [self.opened_files(by_issuer[issuer][year]) if year in by_issuer[issuer] else "" for year in years]
            whole = [n for files in by_issuer[issuer].values() for n in files]
            names = facts.issuer_names[issuer]
            name = min(names, key=lambda s: (-names[s], s)) if names else say("unknown")
            rows.append(Row((name, *cells, say.number(len(whole)))))
        columns = (say("files.issuer"), *(year or say("unknown") for year in years), say("total"))
        return Table(columns, tuple(rows), self._cut(by_issuer), matrix=True, numbers=frozenset(range(1, len(columns))))

    def roles(self) -> Table:
        """Units by the role of their section."""
        facts, say = self.facts, self.say
        whole = sum(t.count for t in facts.roles.values())
        rows = (
            Row((say.named("role", role), self.opened_files(t.files), self.opened(t, "units.csv"), self._share(t, whole)))
            for role, t in self._top(facts.roles, lambda t: (t.count,))
        )
        names = ("role", "plans", "units", "share")
        return Table(tuple(say(f"roles.{name}") for name in names), tuple(rows), self._cut(facts.roles), numbers=frozenset((1, 2, 3)))

    def tags(self) -> Table:
        """Units by level of the issuer (rows) and tag (columns)."""
        facts, say = self.facts, self.say
        levels, tags = facts.levels_and_tags()
        rows = []
        for level in levels:
            cells = [self.opened(facts.tags[level, t], "units.csv") if (level, t) in facts.tags else "0" for t in tags]
            total = sum(facts.tags[level, t].count for t in tags if (level, t) in facts.tags)
            rows.append(Row((say.named("level", level), *cells, say.number(total))))
        columns = (say("tags.level"), *(say.named("tag", t) for t in tags), say("total"))
        return Table(columns, tuple(rows), numbers=frozenset(range(1, len(columns))))

    def duties(self) -> Table:
        """Who must do what: actors with most duties first."""
        facts, say = self.facts, self.say
        rows = []
        for actor, tally in self._top(facts.actors, lambda t: (t.count, len(t.files))):
            names = facts.actor_names[actor]
            name = min(names, key=lambda s: (-names[s], s))
            counts = (self.opened_files(tally.files), self.opened(tally, "duties.csv"), say.number(facts.dated[actor]))
            rows.append(Row((name, *counts)))
        columns = tuple(say(f"duties.{name}") for name in ("actor", "plans", "duties", "dated"))
        return Table(columns, tuple(rows), self._cut(facts.actors), numbers=frozenset((1, 2, 3)))

    def coverage(self) -> Table:
        """What takes up what in each plan: objectives, tasks, duties with a deadline, each as a part of all."""
        say = self.say
        pairs = (("objectives_taken", "objectives"), ("targets_taken", "targets"), ("tasks_owned", "tasks"), ("duties_dated", "duties"))
        rows = []
        for row in self.facts.files:
            of = row.covered
            parts = (f"{say.number(of[part])} / {say.number(of[whole])}" if of[whole] else "–" for part, whole in pairs)
            rows.append(Row((Link(row.name, f"r{row.n}"), *parts, say.number(of["duties_undated"]))))
        names = ("plan", *(whole for _, whole in pairs), "undated")
        return Table(tuple(say(f"coverage.{name}") for name in names), tuple(rows), numbers=frozenset(range(1, 6)))

    def relations(self) -> Table:
        """How the plans stand to what they cite."""
        return self._named("relation", self.say("relations.relation"), self.facts.relations)

    def resolutions(self) -> Table:
        """How many citations were resolved to a directive."""
        return self._named("resolution", self.say("files.resolved"), self.facts.resolutions)

    def _named(self, group: str, title: str, counts: Mapping[str, Tally]) -> Table:
        say = self.say
        whole = sum(t.count for t in counts.values())
        rows = (
            Row((say.named(group, name), self.opened_files(t.files), self.opened(t, "citations.csv"), self._share(t, whole)))
            for name, t in self._top(counts, lambda t: (t.count,))
        )
        columns = (title, say("directives.documents"), say("directives.mentions"), say("roles.share"))
        return Table(columns, tuple(rows), numbers=frozenset((1, 2, 3)))

    def nodes(self, nodes: Iterable[Mapping[str, Any]]) -> Table:
        """The documents of the picture (see picture.py), for those who can't use it."""
        say = self.say
        names = ("directives.directive", "graph.kind", "tags.level", "directives.documents", "directives.mentions")
        rows = []
        for node in nodes:
            items = tuple(Item(m["anchor"], m["file"], f"{m['relation']}: {m['text']}") for m in node["mentions"])
            mentions = Opened(say.number(node["mentioned"]), items)
            kind = say.named("kind", node["kind"])
            label: Cell = Link(node["label"], node["row"]) if node["row"] else node["label"]
            rows.append(Row((label, kind, node["level_name"], say.number(node["documents"]), mentions)))
        return Table(tuple(map(say, names)), tuple(rows), numbers=frozenset((3, 4)))

    def _share(self, tally: Tally, whole: int) -> Share:
        return Share(self.say.share(tally.count, whole), tally.count / whole)

    def _top(self, counts: Mapping[K, Tally], size: Callable[[Tally], tuple[int, ...]]) -> list[tuple[K, Tally]]:
        """Return the largest `TOP` tallies, of equals the first by key."""

        def order(item: tuple[K, Tally]) -> tuple[tuple[int, ...], str]:
            return tuple(-n for n in size(item[1])), str(item[0])

        return sorted(counts.items(), key=order)[:TOP]

    def _cut(self, counts: Mapping[Any, object]) -> str | None:
        """Say that a table was cut to `TOP` rows, None where it was not."""
        if len(counts) <= TOP:
            return None
        return self.say("more_rows", shown=self.say.number(TOP), all=self.say.number(len(counts)), file="CSV")
