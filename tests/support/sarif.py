"""A JSON schema for the part of SARIF 2.1.0 (OASIS standard, errata 01) that kehoach writes.

It is stricter than that of OASIS: an object may hold only the properties listed here, and each is bound as the standard's sections say
(§3.14 run, §3.19 toolComponent, §3.20 invocation, §3.24 artifact, §3.27 result, §3.28 location, §3.30 region, §3.49 reportingDescriptor,
§3.55 fix, §3.58 notification).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
INDEX: Schema = {"type": "integer", "minimum": 0}
FROM_ONE: Schema = {"type": "integer", "minimum": 1}
BAG: Schema = {"type": "object", "properties": {"tags": {"type": "array", "items": TEXT, "uniqueItems": True}}}
LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}
LANGUAGE: Schema = {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"}
URI: Schema = {"type": "string", "pattern": r"^[!#$%&'()*+,./:;=?@\[\]~\w-]+$", "not": {"pattern": "[^\\x21-\\x7e]"}}


def thing(required: Mapping[str, Schema], may: Mapping[str, Schema] | None = None) -> Schema:
    return {"type": "object", "properties": {**required, **(may or {})}, "required": list(required), "additionalProperties": False}


def some(items: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": items, "minItems": least}


MESSAGE = thing({"text": TEXT})
CONTENT = thing({"text": {"type": "string"}})
PLACE = thing({"uri": URI}, {"index": INDEX})
REGION = thing(
    {"startLine": FROM_ONE, "startColumn": FROM_ONE, "endLine": FROM_ONE, "endColumn": FROM_ONE},
    {"charOffset": INDEX, "charLength": INDEX, "snippet": CONTENT},
)
LOGICAL = thing({"fullyQualifiedName": TEXT, "kind": TEXT})
LOCATION = thing(
    {"physicalLocation": thing({"artifactLocation": PLACE, "region": REGION})},
    {"id": INDEX, "logicalLocations": some(LOGICAL), "properties": BAG},
)
CHANGE = thing({"artifactLocation": PLACE, "replacements": some(thing({"deletedRegion": REGION}, {"insertedContent": CONTENT}), 1)})
FIX = thing({"artifactChanges": some(CHANGE, 1)}, {"description": MESSAGE})
SUPPRESSION = thing({"kind": {"enum": ["inSource", "external"]}}, {"justification": TEXT})
RESULT = thing(
    {"ruleId": TEXT, "ruleIndex": INDEX, "level": LEVEL, "message": MESSAGE, "locations": some(LOCATION, 1)},
    {"relatedLocations": some(LOCATION), "fixes": some(FIX), "suppressions": some(SUPPRESSION), "properties": BAG},
)
RULE = thing(
    {"id": TEXT, "shortDescription": MESSAGE, "fullDescription": MESSAGE, "help": MESSAGE, "defaultConfiguration": thing({"level": LEVEL})},
    {"properties": BAG},
)
DRIVER = thing(
    {"name": TEXT, "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"}, "language": LANGUAGE, "rules": some(RULE)}
)
HASHES = thing({"sha-256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}})
ARTIFACT = thing(
    {
        "location": PLACE,
        "roles": some({"enum": ["analysisTarget"]}, 1),
        "mimeType": {"type": "string", "pattern": "[^/]+/.+"},
        "hashes": HASHES,
    }
)
NOTICE = thing(
    {"level": LEVEL, "message": MESSAGE}, {"locations": some(thing({"physicalLocation": thing({"artifactLocation": PLACE})}), 1)}
)
INVOCATION = thing({"executionSuccessful": {"type": "boolean"}, "toolExecutionNotifications": some(NOTICE)})
RUN = thing(
    {
        "tool": thing({"driver": DRIVER}),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "language": LANGUAGE,
        "invocations": some(INVOCATION, 1),
        "artifacts": some(ARTIFACT),
        "results": some(RESULT),
    }
)
SARIF: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **thing({"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": some(RUN, 1)}),
}
