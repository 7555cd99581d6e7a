"""The user's settings of the check (kehoach.toml): which rules are off, how grave they are, what is let pass where.

[check]
off = ["mention.first"]                      # rules, or families of rules (`mention`)

[check.severity]
"directive.unknown" = "warning"

[[check.except]]                             # by place: all given keys must fit
rule = "symbol.joint"
file = "quy-1-*.docx"
quoted = "943/CV-TU"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, get_args

from kehoach.check.rules import check_rules
from kehoach.errors import RuleError
from kehoach.records.finding import Finding, Severity

NAME = "kehoach.toml"
KEYS = ("rule", "file", "quoted")


@dataclass(frozen=True, slots=True)
class Settings:
    """`off`: rules or families that find nothing; `severity`: other severities; `exceptions`: findings let pass, by rule, file, words."""

    off: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    exceptions: tuple[Mapping[str, str], ...] = ()

    def apply(self, finding: Finding, file: str) -> Finding | None:
        """Return the finding as the settings want it, None where they keep it back."""
        if any(fits(finding.rule, rule) for rule in self.off) or any(_excepted(e, finding, file) for e in self.exceptions):
            return None
        return replace(finding, severity=self.severity.get(finding.rule, finding.severity))


def fits(rule: str, named: str) -> bool:
    """Say whether `rule` is the one named or belongs to the family named.

    >>> fits("symbol.joint", "symbol"), fits("symbol.joint", "symbol.j")
    (True, False)
    """
    return rule == named or rule.startswith(named + ".")


def _excepted(exception: Mapping[str, str], finding: Finding, file: str) -> bool:
    return (
        fits(finding.rule, exception.get("rule", finding.rule))
        and fnmatch(Path(file).name, exception.get("file", "*"))
        and exception.get("quoted", finding.quoted) == finding.quoted
    )


def load_settings(path: Path | None) -> Settings:
    """Return the settings of the file at `path`; of `kehoach.toml` in the working folder where None, else the default ones.

    Raises RuleError where the file is missing, is not TOML, or names a rule, a severity or a key that there is not.
    """
    file = path or Path(NAME)
    if path is None and not file.is_file():
        return Settings()
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise RuleError("settings.broken", path=str(file), what=str(e)) from e
    return _checked(table.get("check", {}), str(file))


def _checked(table: Mapping[str, Any], path: str) -> Settings:
    off, severity, exceptions = table.get("off", []), table.get("severity", {}), table.get("except", [])
    if unknown := sorted(table.keys() - {"off", "severity", "except"}):
        raise RuleError("settings.key", path=path, place="[check]", name=unknown[0], known="off, severity, except")
    for rule in (*off, *severity, *(e["rule"] for e in exceptions if "rule" in e)):
        if not any(fits(known, rule) for known in check_rules()):
            raise RuleError("settings.rule", path=path, rule=rule)
    for rule, value in severity.items():
        if value not in get_args(Severity):
            raise RuleError("settings.severity", path=path, place=rule, value=value, known=", ".join(get_args(Severity)))
    for e in exceptions:
        if not e or (wrong := sorted(e.keys() - set(KEYS))):
            raise RuleError("settings.key", path=path, place="[[check.except]]", name=wrong[0] if e else "∅", known=", ".join(KEYS))
    return Settings(frozenset(off), dict(severity), tuple(exceptions))
