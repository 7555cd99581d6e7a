"""How the citing document stands to a directive: the words that govern the mention."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from kehoach.citations.draft import Draft
from kehoach.citations.relation_lists import LEAD
from kehoach.citations.sentences import BLANK, Before, before, line_start, lower, mask
from kehoach.citations.words import ITEM_LEAD
from kehoach.records.document import Found
from kehoach.records.text import Span
from kehoach.rules.load import Rule, any_of, rules, toml

_WORD = re.compile(r"[^\W\d_]+")
_NOT_SHARED = frozenset({"relation.default", "relation.passive", "relation.amending", "relation.promulgated"})
_PART = re.compile(r"[;:]\s*")
_MARK = re.compile(r"\s*[;,]")
_AND = re.compile(r"\s*(?:,|và|,\s*và)\s*")

LONGEST_CARRIER = 40  # characters of ` được ban hành kèm theo `, with room
LONGEST_ITEM = 130  # characters between the start of an item and its mention; what its pattern allows
LONGEST_MARK = 320  # characters of a mark of an own act before the mention; what its pattern allows


@cache
def _fillers() -> frozenset[str]:
    return frozenset(toml("citations.toml")["filler"]["words"])


def set_relations(text: str, drafts: Sequence[Draft], own_title: Span | None) -> None:
    """Fill in the relation of every draft (in place). `own_title` is the span of the document's own title."""
    lowered = lower(text)
    masked = mask(lowered, drafts)
    titles = _Titles(drafts)
    previous: Draft | None = None
    owner: Draft | None = None  # the last one that stands in no title of another
    for draft in drafts:
        pin = draft.fields.get("pinpoint")
        end = pin.span.start if pin and pin.span else draft.start
        found = _amending(lowered, previous, owner, draft, end) if previous is not None else None
        title = (titles.around(draft.start) or _second_object(lowered, previous, owner, draft)) if found is None else None
        if title:
            found = Found("mentions", title, "inside another's title")
        if found is None:
            in_own_title = own_title is not None and own_title.start <= draft.start <= own_title.end
            found = _undone(masked, draft.reach) or _governing(before(text, masked, draft.start, end), in_own_title)
            found = found or _passive(masked, draft.reach)
            if found.rule == "relation.default" and owner is not None:
                found = _continued(text, owner, end) or found
        draft.fields["relation"] = found
        previous = draft
        owner = owner if title else draft


def _continued(text: str, owner: Draft, end: int) -> Found[str] | None:
    """Return the relation of the line before for a mention that begins a line: `Thực hiện A;` goes on with `B;` on the next."""
    start = line_start(text, end, 0)
    lead = LEAD.match(text, start)
    if start == 0 or lead is None or lead.end() != end or text[start - 2] not in ";," or line_start(text, start - 1, 0) > owner.start:
        return None
    shared = owner.fields["relation"]
    return None if shared.rule in _NOT_SHARED else Found(shared.value, shared.span, "relation.continued")


def _second_object(lowered: str, previous: Draft | None, owner: Draft | None, draft: Draft) -> Span | None:
    """Return the title that goes on with a mention behind its end: `Thông tư … hướng dẫn Nghị định A và Nghị định B`."""
    title = owner.fields.get("subject") if owner else None
    if previous is None or owner is None or title is None or title.span is None or not title.span.start <= previous.start < title.span.end:
        return None
    objects = draft.value("type") == previous.value("type") != owner.value("type") and _AND.fullmatch(lowered, previous.reach, draft.start)
    return (
        title.span if objects and any_of("citations.toml", "takes_objects").fullmatch(lowered, title.span.start, previous.start) else None
    )


class _Titles:
    """The subjects of the drafts: a mention inside one is part of another directive's title."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._spans = sorted(f.span for d in drafts if (f := d.fields.get("subject")) and f.span)
        self._starts = [span.start for span in self._spans]
        self._longest = max(map(len, self._spans), default=0)

    def around(self, at: int) -> Span | None:
        """Return the first of the titles that hold the character at `at`."""
        near = self._spans[bisect_left(self._starts, at - self._longest) : bisect_right(self._starts, at)]
        return next((span for span in near if at < span.end), None)


def _amending(lowered: str, previous: Draft, owner: Draft | None, draft: Draft, end: int) -> Found[str] | None:
    """`X (được sửa đổi bởi Y)`: Y, which begins at `end`, stands to the document as X does, and so does the rest of its row.

    Where no words govern X, those that say that it was amended are the place.
    """
    end = max(previous.reach, end)
    amended = previous
    if owner and owner is not previous and owner.value("type") == draft.value("type") != previous.value("type"):
        amended = owner  # a decree amends the decree whose title names a law, not the law
    shared = amended.fields["relation"]
    if any_of("citations.toml", "amended_by").fullmatch(lowered, previous.reach, end) or (
        previous.fields["relation"].rule == "relation.amending" and _AND.fullmatch(lowered, previous.reach, end)
    ):
        return Found(shared.value, shared.span or Span(previous.reach, end), "relation.amending")
    return None


def _governing(sentence: Before, in_own_title: bool) -> Found[str] | None:
    """Return the relation that the words before a mention give, None where none of them governs it."""
    words = sentence.words
    if not _WORD.search(words):
        return None
    for rule in rules("citations.toml", "carrier"):
        if m := rule.pattern.search(words, max(0, len(words) - LONGEST_CARRIER)):
            return _found(sentence, rule, m)
    if (in_own_title or _is_own_act(words)) and not any_of("citations.toml", "unmade").search(words):
        acts = [(rule, m) for rule in rules("citations.toml", "own_act") if (m := rule.pattern.search(words))]
        if acts:
            return _found(sentence, *max(acts, key=lambda x: x[1].start(x[1].lastindex or 0)))
    nearest = _nearest(words)
    if nearest is None:
        return None
    rule, m = nearest
    if rule.id == "guidance" and _MARK.match(words, m.end()):
        return _head_of_list(sentence)
    if _is_filler(words[m.end() :]) or (rule.value != "mentions" and _opens_sentence(words, m)):
        return _found(sentence, rule, m)
    return _head_of_list(sentence)


def _head_of_list(sentence: Before) -> Found[str] | None:
    """Return the relation of the opener of the sentence for a mention that begins an item of its list (`Căn cứ A về việc …; B`)."""
    if not any_of("citations.toml", "list_item").search(sentence.words, max(0, len(sentence.words) - LONGEST_ITEM)):
        return None
    openers = (
        (rule, m) for rule in rules("citations.toml", "relation") if rule.value != "mentions" for m in rule.pattern.finditer(sentence.words)
    )
    first = min((x for x in openers if _opens_sentence(sentence.words, x[1])), key=lambda x: x[1].start(), default=None)
    if first is None or any_of("citations.toml", "main_clause").search(sentence.words, first[1].end()):
        return None
    return _found(sentence, *first)


def _found(sentence: Before, rule: Rule, m: re.Match[str]) -> Found[str]:
    return Found(rule.value or "", sentence.span(*m.span()), f"relation.{rule.id}")


def _is_own_act(words: str) -> bool:
    mark = any_of("citations.toml", "own_act_mark")
    low = max(0, len(words) - LONGEST_MARK)
    return mark.search(words, low) is not None or (low > 0 and mark.match(words) is not None)


def _nearest(words: str) -> tuple[Rule, re.Match[str]] | None:
    """Return the opener that ends last in `words` (of two that end together, the longer) and its rule."""
    found = ((rule, m) for rule in rules("citations.toml", "relation") for m in rule.pattern.finditer(words))
    return max(found, key=lambda x: (x[1].end(), -x[1].start()), default=None)


def _opens_sentence(words: str, opener: re.Match[str]) -> bool:
    """Whether only adverbs stand between the start of the sentence, or of a part behind `;` or `:`, and an opener: it governs the rest."""
    lead = ITEM_LEAD.match(words)
    start = lead.end() if lead else 0
    part = _PART.match(words, max(words.rfind(mark, 0, opener.start()) for mark in ";:"))
    return any(any_of("citations.toml", "lead").fullmatch(words, at, opener.start()) for at in (start, part.end() if part else start))


def _is_filler(gap: str) -> bool:
    """Whether nothing but qualifiers stands between an opener and the first of the row of mentions that it governs."""
    head = gap.split(BLANK, 1)[0]
    if any_of("citations.toml", "list_head").search(head) or any_of("citations.toml", "open_class").search(gap):
        return True
    return _fillers().issuperset(_WORD.findall(head))


def _undone(masked: str, reach: int) -> Found[str] | None:
    """`X … được thay thế bởi Kế hoạch này`: what this document does to X goes before all that stands before the mention."""
    for rule in rules("citations.toml", "undone_by_this"):
        if m := rule.pattern.match(masked, reach):
            return Found(rule.value or "", Span(*m.span("verb")), f"relation.{rule.id}")
    return None


def _passive(masked: str, reach: int) -> Found[str]:
    """`X … được thực hiện`: the work is ordered after the mention; else nothing says more than that it is mentioned."""
    m = any_of("citations.toml", "carried_out").match(masked, reach)
    return Found("implements", Span(*m.span("verb")), "relation.passive") if m else Found("mentions", None, "relation.default")
