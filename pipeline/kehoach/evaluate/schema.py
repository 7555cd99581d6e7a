"""JSON schemas (draft 2020-12) of what is written down: the plan (kehoach/plan/1), the checked draft (kehoach/check/1), the gold.

They are built from the records' own lists of fields and values, so that a schema can't fall behind them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from kehoach.records.citation import FIELDS, Kind
from kehoach.records.duty import Bound, Change, Comparator, LengthUnit, Level, TimeKind
from kehoach.records.finding import SCHEMA as CHECK_SCHEMA
from kehoach.records.finding import Severity
from kehoach.records.label import Tag
from kehoach.records.plan import FRAME_FIELDS, SCHEMA
from kehoach.rules.load import toml

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
MAYBE_COUNT: Schema = {"type": ["integer", "null"], "minimum": 0}
MAYBE_NUMBER: Schema = {"type": ["number", "null"]}
MAYBE_DAY: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
CHANCE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
FLAG: Schema = {"type": "boolean"}
SPAN: Schema = {"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2}
DUTY_SLOTS = ("deadline", "report_to", "target")
RELATIONS = ("basis", "implements", "responds", "proposal", "amends", "replaces", "repeals", "guides", "promulgates", "mentions")
"""How a document stands to one that it cites."""


def listing(items: Schema) -> Schema:
    """Return the schema of a list of `items`."""
    return {"type": "array", "items": items}


def one_of(values: Sequence[str | None]) -> Schema:
    """Return the schema of a value out of `values`."""
    return {"enum": list(values)}


def thing(fields: Mapping[str, Schema], may: Mapping[str, Schema] | None = None) -> Schema:
    """Return the schema of an object that has all `fields`, perhaps those of `may`, and no others."""
    return {
        "type": "object",
        "properties": {**fields, **(may or {})},
        "required": list(fields),
        "additionalProperties": False,
    }


def plan_schema() -> Schema:
    """Return the schema of `Plan.to_dict()`: one plan, spans as offsets into the source text as decoded."""
    return _headed(
        "A plan (kế hoạch) as read by kehoach",
        thing(
            {
                "schema": {"const": SCHEMA},
                "source": _source(),
                "frame": _frame(),
                "sections": listing(_section()),
                "units": listing(_unit()),
                "citations": listing(_citation()),
                "duties": listing(_duty()),
                "indicators": listing(_indicator()),
                "funding": listing(thing({"unit": TEXT, "source": TEXT} | _traced(), _places())),
                "period": {"anyOf": [_due(), {"type": "null"}]},
                "notes": listing(TEXT),
                "removed": listing(thing({"span": SPAN, "text": TEXT, "reason": TEXT}, _placed())),
                "repairs": listing(thing({"span": SPAN, "original": TEXT, "repaired": TEXT, "rule": TEXT}, _placed())),
            }
        ),
    )


def _source() -> Schema:
    return thing({"name": TEXT, "sha256": TEXT, "media_type": TEXT})


def _traced() -> dict[str, Schema]:
    """Return the fields that say where each value stands and what gave it."""
    return {
        "spans": {"type": "object", "additionalProperties": SPAN},
        "rules": {"type": "object", "additionalProperties": TEXT},
    }


def _placed() -> dict[str, Schema]:
    return {"place": listing(_place())}


def _place() -> Schema:
    box = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}
    sure = {"type": "number", "minimum": 0, "maximum": 1}
    return thing({}, {"page": COUNT, "box": box, "paragraph": COUNT, "run": COUNT, "confidence": sure})


def _places() -> dict[str, Schema]:
    return {"places": {"type": "object", "additionalProperties": listing(_place())}}


def _frame() -> Schema:
    values: dict[str, Schema] = dict.fromkeys(FRAME_FIELDS, MAYBE)
    more = {"recipients": listing(TEXT), "draft": FLAG, "level": MAYBE, "locality": MAYBE, "directive": MAYBE}
    return thing(values | more | _traced(), _places())


def _section() -> Schema:
    return thing(
        {"id": TEXT, "parent": MAYBE, "label": MAYBE, "title": TEXT, "level": {"type": "integer", "minimum": 1}}
        | {"role": MAYBE, "heading": SPAN, "span": SPAN, "rule": TEXT},
        _placed(),
    )


def _unit() -> Schema:
    score = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
    tag = one_of([*get_args(Tag), None])
    subtag = thing({"value": one_of(list(toml("subtags.toml")["goes_with"])), "span": SPAN, "rule": TEXT})
    labelled: dict[str, Schema] = {"tag": tag, "score": score, "model": MAYBE, "subtags": listing(subtag)}
    undecided: dict[str, Schema] = {
        "abstains": {"const": True},
        "candidates": listing(thing({"tag": one_of(get_args(Tag)), "chance": CHANCE})),
    }
    return thing({"id": TEXT, "section": MAYBE, "span": SPAN, "text": TEXT} | labelled, undecided | _placed())


def _citation() -> Schema:
    values: dict[str, Schema] = dict.fromkeys(FIELDS, MAYBE) | {"relation": one_of(RELATIONS)}
    link = {"directive": MAYBE, "resolution": one_of(["resolved", "ambiguous", "unresolved"]), "reason": TEXT}
    core: dict[str, Schema] = {"id": TEXT, "span": SPAN, "text": TEXT, "kind": one_of(get_args(Kind)), "unit": MAYBE, "rule": TEXT}
    return thing(
        core | values | link | _traced(),
        {"inferred": listing(TEXT), "candidates": listing(TEXT)} | _placed() | _places(),
    )


def _duty() -> Schema:
    printed: dict[str, Schema] = {"unit": TEXT, "span": SPAN, "actor": TEXT, "action": TEXT, "with": listing(TEXT)}
    meant = {
        "bodies": listing(_body()),
        "with_bodies": listing(_body()),
        "report_to_bodies": listing(_body()),
        "due": listing(_due()),
        "amounts": listing(_amount()),
        "executes": listing(thing({"citation": TEXT, "rule": TEXT})),
    }
    parts = dict.fromkeys((*DUTY_SLOTS, "verb", "object", "funding"), MAYBE)
    return thing(printed | parts | meant | _traced(), _placed() | _places())


def _indicator() -> Schema:
    values: dict[str, Schema] = {"unit": TEXT, "span": SPAN, "name": TEXT, "area": MAYBE}
    return thing(values | {"amounts": listing(_amount()), "due": listing(_due())} | _traced(), _placed() | _places())


def _body() -> Schema:
    values: dict[str, Schema] = {"name": TEXT, "kind": TEXT, "level": one_of([*get_args(Level), None]), "place": MAYBE, "collective": FLAG}
    return thing(values | _ruled() | {"inferred": listing(TEXT)})


def _due() -> Schema:
    days = {"start": MAYBE_DAY, "end": MAYBE_DAY}
    values: dict[str, Schema] = {"kind": one_of(get_args(TimeKind)), "bound": one_of(get_args(Bound)), "rrule": MAYBE, "relative": MAYBE}
    lengths = {"times": MAYBE_COUNT, "length": MAYBE_COUNT, "unit": one_of([*get_args(LengthUnit), None])}
    return thing(values | lengths | days | _ruled() | {"inferred": listing(TEXT), "candidates": listing(thing(days))})


def _amount() -> Schema:
    numbers = dict.fromkeys(("number", "low", "high", "before"), MAYBE_NUMBER)
    values: dict[str, Schema] = {
        "unit": TEXT,
        "comparator": one_of(get_args(Comparator)),
        "change": one_of([*get_args(Change), None]),
        "of": MAYBE,
    }
    return thing(numbers | values | _ruled())


def _ruled() -> dict[str, Schema]:
    """Return the fields of a value that stands for itself: where, in which words, by which rule."""
    return {"span": SPAN, "text": TEXT, "rule": TEXT}


def check_schema() -> Schema:
    """Return the schema of `Checked.to_dict()`: one draft with its findings, spans as offsets into the source text as decoded."""
    number: Schema = {"type": "integer", "minimum": 1}
    said: dict[str, Schema] = {"rule": TEXT, "severity": one_of(get_args(Severity)), "title": TEXT, "reason": TEXT, "source": TEXT}
    put: dict[str, Schema] = {"span": SPAN, "quoted": TEXT, "line": number, "column": number, "end_line": number, "end_column": number}
    finding = thing(said | put | _placed() | {"suggestion": MAYBE, "safe": FLAG, "related": listing(SPAN)})
    return _headed(
        "A draft as checked by kehoach",
        thing({"schema": {"const": CHECK_SCHEMA}, "source": _source(), "findings": listing(finding), "hushed": COUNT}),
    )


def gold_schema() -> Schema:
    """Return the schema of a gold file: the parts of a plan as an annotator sets them down, offsets into the text beside it."""
    place = {"start": COUNT, "end": COUNT}
    frame: dict[str, Schema] = dict.fromkeys(FRAME_FIELDS, MAYBE)
    values: dict[str, Schema] = dict.fromkeys(FIELDS, MAYBE) | {"relation": one_of(RELATIONS)}
    section = {"label": MAYBE, "title": TEXT, "level": {"type": "integer", "minimum": 1}, "parent": MAYBE_COUNT}
    duty = {"unit": COUNT, "actor": TEXT, "action": TEXT, "with": listing(TEXT)}
    return _headed(
        "Gold of one document of the corpus",
        thing(
            {
                "frame": thing(frame | {"recipients": listing(TEXT), "draft": FLAG}),
                "sections": listing(thing(place | section)),
                "units": listing(thing(place | {"tag": one_of(get_args(Tag))})),
                "citations": listing(thing(place | {"text": TEXT, "kind": one_of(get_args(Kind))} | values)),
                "duties": listing(thing(duty | dict.fromkeys(DUTY_SLOTS, MAYBE))),
            }
        ),
    )


def _headed(title: str, schema: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | schema


def write_schemas(folder: Path) -> None:
    """Write `plan.schema.json`, `check.schema.json` and `gold.schema.json` into `folder`."""
    for name, schema in (("plan", plan_schema()), ("check", check_schema()), ("gold", gold_schema())):
        (folder / f"{name}.schema.json").write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", "utf-8")
