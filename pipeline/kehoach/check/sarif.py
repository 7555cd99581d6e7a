"""Findings as SARIF 2.1.0 (OASIS), which editors and code hosts show beside the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kehoach.check.fix import edits
from kehoach.check.report import Checked
from kehoach.check.rules import CheckRule, check_rules, reason
from kehoach.check.telling import TABLE, where
from kehoach.errors import KehoachError, Lang
from kehoach.records.finding import Finding
from kehoach.records.text import Edit, Span
from kehoach.store.words import Words

Json = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def to_sarif(checked: Mapping[str, Checked], lang: Lang, failed: Sequence[KehoachError] = ()) -> Json:
    """Return the log of one run over drafts, given by the paths of their files; `failed`: why others could not be read.

    Regions count lines and columns from 1, in code points; in a Word or PDF file they are those of the text read from it, and the page or
    paragraph stands beside them. Findings that the settings let pass are there as suppressed results. Fixes are given for text files alone,
    and there for corrections of form alone.
    """
    order = {rule: i for i, rule in enumerate(check_rules())}
    results = [
        _result(f, order[f.rule], one, at, suppressed, lang)
        for at, one in enumerate(zip(checked, checked.values(), strict=True))
        for suppressed, found in ((False, one[1].findings), (True, one[1].hushed))
        for f in found
    ]
    driver = {
        "name": "kehoach",
        "semanticVersion": metadata.version("kehoach"),
        "language": lang,
        "rules": [_rule(rule, lang) for rule in check_rules().values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": lang,
        "invocations": [_invocation(failed, lang)],
        "artifacts": [_artifact(name, one) for name, one in checked.items()],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(failed: Sequence[KehoachError], lang: Lang) -> Json:
    return {"executionSuccessful": not failed, "toolExecutionNotifications": [_failure(e, lang) for e in failed]}


def _failure(error: KehoachError, lang: Lang) -> Json:
    told: Json = {"level": "error", "message": {"text": error.explain(lang)}}
    if error.path is not None:
        told["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": uri(error.path)}}}]
    return told


def _rule(rule: CheckRule, lang: Lang) -> Json:
    title, source = rule.title[lang], rule.source[lang]
    return {
        "id": rule.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": f"{title}. {Words(lang, TABLE)('source', source=source)}."},
        "help": {"text": source},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"source": source, "safe": rule.safe, "tags": [rule.id.partition(".")[0]]},
    }


def _artifact(name: str, one: Checked) -> Json:
    source = one.plan.source
    return {
        "location": {"uri": uri(name)},
        "roles": ["analysisTarget"],
        "mimeType": source.media_type,
        "hashes": {"sha-256": source.sha256},
    }


def uri(name: str) -> str:
    """Return a file's name on the command line as a URI reference.

    >>> uri("dự thảo/1.txt"), uri("-")
    ('d%E1%BB%B1%20th%E1%BA%A3o/1.txt', 'stdin')
    """
    if name == "-":
        return "stdin"
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _result(f: Finding, index: int, one: tuple[str, Checked], at: int, suppressed: bool, lang: Lang) -> Json:
    name, checked = one
    say = Words(lang, TABLE)
    result: Json = {
        "ruleId": f.rule,
        "ruleIndex": index,
        "level": f.severity,
        "message": {"text": reason(f, lang)},
        "locations": [_location(f.span, name, checked, at, lang)],
    }
    if f.related:
        result["relatedLocations"] = [{"id": i} | _location(s, name, checked, at, lang) for i, s in enumerate(f.related)]
    if f.suggestion is not None:
        result["properties"] = {"suggestion": f.suggestion}
        if f.safe and not checked.text.places and (replacements := [_replacement(e, checked) for e in edits(checked, f)]):
            change = {"artifactLocation": {"uri": uri(name), "index": at}, "replacements": replacements}
            result["fixes"] = [{"description": {"text": say("suggestion", text=f.suggestion)}, "artifactChanges": [change]}]
    if suppressed:
        result["suppressions"] = [{"kind": "external", "justification": say("hushed.why")}]
    return result


def _replacement(e: Edit, checked: Checked) -> Json:
    return {"deletedRegion": _region(Span(e.start, e.end), checked), "insertedContent": {"text": e.new}}


def _location(span: Span, name: str, checked: Checked, at: int, lang: Lang) -> Json:
    location: Json = {"physicalLocation": {"artifactLocation": {"uri": uri(name), "index": at}, "region": _region(span, checked)}}
    if places := checked.places(span):
        location["logicalLocations"] = [
            {"fullyQualifiedName": where(checked, span, lang), "kind": "page" if places[0].page else "paragraph"}
        ]
        location["properties"] = {"place": [p.to_dict() for p in places]}
    return location


def _region(span: Span, checked: Checked) -> Json:
    spot = checked.spot(span)
    return {
        "startLine": spot.line, "startColumn": spot.column, "endLine": spot.end_line, "endColumn": spot.end_column,
        "charOffset": span.start, "charLength": len(span), "snippet": {"text": span.of(checked.text.raw)},
    }  # fmt: skip
