"""What SARIF 2.1.0 demands of the objects that a report has, as a JSON Schema of our own.

Written from the standard (OASIS, SARIF Version 2.1.0, sections 3.13 to 3.57) and held beside its
published schema: the same required properties, types, limits and words. It is stricter in one
way: a property that the report does not need is not allowed.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}


def closed(required: Schema, **optional: Schema) -> Schema:
    """Return an object with these properties and no others."""
    properties = {**required, **optional}
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def listed(items: Schema, *, unique: bool = False) -> Schema:
    return {"type": "array", "items": items, "uniqueItems": unique}


FROM_ONE: Schema = {"type": "integer", "minimum": 1}
MESSAGE = closed({"text": TEXT})  # 3.11: text or id; here always text
MULTIFORMAT = closed({"text": TEXT}, markdown=TEXT)  # 3.12
URI: Schema = {"type": "string", "format": "uri-reference", "pattern": r"^[^\s\\<>\"{}|^`]+$"}
ARTIFACT = closed({"uri": URI, "uriBaseId": TEXT})  # 3.4
REGION = closed(  # 3.30: a region of text has a startLine
    {"startLine": FROM_ONE, "startColumn": FROM_ONE, "endLine": FROM_ONE, "endColumn": FROM_ONE}
)
LOCATION = closed(  # 3.28, 3.29
    {"physicalLocation": closed({"artifactLocation": ARTIFACT, "region": REGION})}
)
REPLACEMENT = closed(  # 3.57: a region without a length only puts something in
    {"deletedRegion": REGION, "insertedContent": closed({"text": {"type": "string"}})}
)
CHANGE = closed(  # 3.56
    {"artifactLocation": ARTIFACT, "replacements": {**listed(REPLACEMENT), "minItems": 1}}
)
FIX = closed(  # 3.55: a fix is a change of at least one file
    {"description": MESSAGE, "artifactChanges": {**listed(CHANGE, unique=True), "minItems": 1}}
)
RESULT = closed(  # 3.27: message is required, the rest makes it useful
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {**listed(LOCATION), "minItems": 1, "maxItems": 1},
    },
    fixes=listed(FIX, unique=True),
)
RULE = closed(  # 3.49: id is required
    {
        "id": TEXT,
        "shortDescription": MULTIFORMAT,
        "fullDescription": MULTIFORMAT,
        "help": closed({"text": TEXT, "markdown": TEXT}),
        "defaultConfiguration": closed({"level": LEVEL}),  # 3.50
    }
)
SEMANTIC_VERSION: Schema = {"type": "string", "pattern": r"^\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$"}
DRIVER = closed(  # 3.19: name is required
    {"name": TEXT, "semanticVersion": SEMANTIC_VERSION, "rules": listed(RULE, unique=True)}
)
NOTIFICATION = closed({"message": MESSAGE, "level": LEVEL})  # 3.58: message is required
INVOCATION = closed(  # 3.20: executionSuccessful is required
    {"executionSuccessful": {"type": "boolean"}, "exitCode": {"type": "integer"}},
    toolExecutionNotifications=listed(NOTIFICATION),
)
RUN = closed(  # 3.14: tool is required; results stand in each log of an actual scan
    {
        "tool": closed({"driver": DRIVER}),
        "results": listed(RESULT),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    },
    invocations=listed(INVOCATION),
    originalUriBaseIds={
        "type": "object",
        "additionalProperties": closed({}, description=MESSAGE),
    },
    properties={"type": "object"},  # 3.8: a property bag is open
)
LOG: Schema = {  # 3.13: version and runs are required
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **closed(
        {
            "version": {"const": "2.1.0"},
            "runs": {**listed(RUN), "minItems": 1},
            "$schema": {"type": "string", "format": "uri"},
        }
    ),
}
