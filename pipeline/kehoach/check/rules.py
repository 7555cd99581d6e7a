"""The rules of the check (data/checks.toml): what each finds, how grave it is, where the rule comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kehoach.errors import Lang
from kehoach.records.finding import Finding, Severity
from kehoach.rules.load import toml

TABLE = "checks.toml"


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One row: `source` is the decree and article, or the practice, that the rule rests on; `reason` is filled in from a finding's values.

    `safe`: its suggestion changes the form alone.
    """

    id: str
    severity: Severity
    safe: bool
    source: Mapping[Lang, str]
    title: Mapping[Lang, str]
    reason: Mapping[Lang, str]


@cache
def check_rules() -> Mapping[str, CheckRule]:
    """Return all rules by id, in the order of the table."""
    return {
        r["id"]: CheckRule(r["id"], r["severity"], r.get("safe", False), r["source"], r["title"], r["reason"]) for r in toml(TABLE)["check"]
    }


def reason(finding: Finding, lang: Lang) -> str:
    """Return why the finding was made, as a sentence."""
    return check_rules()[finding.rule].reason[lang].format(**{k: _words(v, lang) for k, v in finding.values})


def _words(value: str, lang: Lang) -> str:
    """Return a value as it is; for `@name,name` the words of the table [words], a name that it does not hold in quotes."""
    if not value.startswith("@"):
        return value
    words = toml(TABLE)["words"]
    return ", ".join(words[name][lang] if name in words else f"«{name}»" for name in value[1:].split(","))
