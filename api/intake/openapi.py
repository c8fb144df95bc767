"""The addresses of messages in the description of the HTTP interface, from what reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from api.intake.door import PREFIX
from ingest.live.messages import TYPES, Batch, Message

_SCHEMAS = "#/components/schemas/{name}"
_ANSWERS = {
    "200": "Taken, and on disk; `refused` lists what was not",
    "400": "No JSON, no batch, or nothing of it can be taken",
    "401": "The write key is missing or unknown",
    "413": "More than a message or a batch may have",
    "429": "More than can be stored, or than the write key may send; `Retry-After` says when",
    "503": "The disk is full or fails; nothing was acknowledged",
}


def with_messages(description: dict[str, Any]) -> dict[str, Any]:
    """An OpenAPI description with the addresses that take messages."""
    _, found = msgspec.json.schema_components((Message, Batch), ref_template=_SCHEMAS)
    found[Batch.__name__]["properties"]["batch"]["items"] = {"$ref": _SCHEMAS.format(name=Message.__name__)}
    components = description.setdefault("components", {})
    components.setdefault("schemas", {}).update(found)
    components["securitySchemes"] = {"writeKey": {"type": "http", "scheme": "basic"}}
    description["paths"] |= {
        f"{PREFIX}{name}": _path(f"One message: {name}.", Message.__name__) for name in TYPES
    }
    description["paths"][f"{PREFIX}batch"] = _path("Several messages.", Batch.__name__)
    return description


def _path(summary: str, body: str) -> Mapping[str, Any]:
    content = {"application/json": {"schema": {"$ref": _SCHEMAS.format(name=body)}}}
    return {
        "post": {
            "summary": summary,
            "security": [{"writeKey": []}],
            "requestBody": {"required": True, "content": content},
            "responses": {status: {"description": means} for status, means in _ANSWERS.items()},
        }
    }
