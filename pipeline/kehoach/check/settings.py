"""The user's settings of the check (kehoach.toml): which rules are off, how grave they are, what is let pass where.

[check]
off = ["mention.first"]                      # rules, or families of rules (`mention`)

[check.severity]
"directive" = "warning"                      # a rule's own entry counts before that of its family

[[check.except]]                             # by place: all given keys must fit
rule = "symbol.joint"
file = "quy-1-*.docx"
quoted = "943/CV-TU"
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, get_args

from kehoach.check.rules import check_rules
from kehoach.errors import RuleError
from kehoach.records.finding import Finding, Severity

NAME = "kehoach.toml"
KEYS = ("off", "severity", "except")
EXCEPTION_KEYS = ("rule", "file", "quoted")


@dataclass(frozen=True, slots=True)
class Settings:
    """`off`: rules or families that find nothing; `only`: those that alone find something, where there are any; `severity`: other
    severities; `exceptions`: findings let pass, by rule, file name (with * and ?), words.
    """

    off: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    exceptions: tuple[Mapping[str, str], ...] = ()

    def wants(self, rule: str) -> bool:
        """Say whether the rule is on."""
        chosen = not self.only or any(fits(rule, name) for name in self.only)
        return chosen and not any(fits(rule, name) for name in self.off)

    def lets_pass(self, finding: Finding, file: str) -> bool:
        """Say whether an exception keeps the finding back."""
        return any(_excepted(e, finding, file) for e in self.exceptions)

    def weighed(self, finding: Finding) -> Finding:
        """Return the finding with the severity that is set for its rule, or else for its family."""
        named = (self.severity[name] for name in (finding.rule, finding.rule.partition(".")[0]) if name in self.severity)
        return replace(finding, severity=next(named, finding.severity))

    def narrowed(self, only: Iterable[str], off: Iterable[str]) -> Settings:
        """Return the settings with rules or families chosen and put off on top; raises RuleError for one that there is not."""
        only, off = frozenset(only), frozenset(off)
        for place, names in (("--only", only), ("--off", off)):
            _known(sorted(names), place)
        return replace(self, only=self.only | only, off=self.off | off)


def fits(rule: str, named: str) -> bool:
    """Say whether `rule` is the one named or belongs to the family named.

    >>> fits("symbol.joint", "symbol"), fits("symbol.joint", "symbol.j")
    (True, False)
    """
    return rule == named or rule.startswith(named + ".")


def _excepted(exception: Mapping[str, str], finding: Finding, file: str) -> bool:
    return (
        fits(finding.rule, exception.get("rule", finding.rule))
        and fnmatchcase(_composed(Path(file).name), _composed(exception.get("file", "*")).replace("[", "[[]"))
        and _composed(exception.get("quoted", finding.quoted)) == _composed(finding.quoted)
    )


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def load_settings(path: Path | None) -> Settings:
    """Return the settings of the file at `path`; of `kehoach.toml` in the working folder where None, else the default ones.

    Raises RuleError where the file is missing, is not TOML, has a value of another kind than it should, or names a rule, a severity or
    a key that there is not.
    """
    file = path or Path(NAME)
    if path is None and not file.is_file():
        return Settings()
    try:
        table = tomllib.loads(file.read_text("utf-8-sig"))
    except UnicodeDecodeError as e:
        raise RuleError("settings.encoding", path=str(file)) from e
    except (OSError, tomllib.TOMLDecodeError) as e:
        what = e.strerror if isinstance(e, OSError) else None
        raise RuleError("settings.broken", path=str(file), what=what or str(e)) from e
    try:
        return _read(table)
    except RuleError as e:
        raise e.named(str(file)) from None


def _read(table: Mapping[str, Any]) -> Settings:
    _keys(table, ("check",), "")
    check = _table(table.get("check", {}), "check")
    _keys(check, KEYS, "[check]")
    off = _names(check.get("off", []), "off")
    severity = _table(check.get("severity", {}), "check.severity")
    exceptions = check.get("except", [])
    if not isinstance(exceptions, list):
        raise RuleError("settings.kind", place="check.except", wanted="[[check.except]]")
    _known((*off, *severity), "[check]")
    for rule, value in severity.items():
        if value not in get_args(Severity):
            raise RuleError("settings.severity", place=rule, value=value, known=", ".join(get_args(Severity)))
    for e in exceptions:
        _exception(_table(e, "check.except"))
    return Settings(off=frozenset(off), severity=dict(severity), exceptions=tuple(exceptions))


def _exception(given: Mapping[str, Any]) -> None:
    place = "[[check.except]]"
    _keys(given, EXCEPTION_KEYS, place)
    if not given:
        raise RuleError("settings.empty", place=place, known=", ".join(EXCEPTION_KEYS))
    for key, value in given.items():
        if not isinstance(value, str):
            raise RuleError("settings.kind", place=f"{place} {key}", wanted='"…"')
    if "rule" in given:
        _known((given["rule"],), place)


def _keys(given: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    if unknown := sorted(given.keys() - set(known)):
        raise RuleError("settings.key", place=place, name=unknown[0], known=", ".join(known))


def _table(given: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise RuleError("settings.kind", place=place, wanted=f"[{place}]")
    return given


def _names(given: Any, place: str) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise RuleError("settings.kind", place=place, wanted='["…"]')
    return given


def _known(rules: Iterable[str], place: str) -> None:
    for rule in rules:
        if not any(fits(known, rule) for known in check_rules()):
            raise RuleError("settings.rule", place=place, rule=rule)
