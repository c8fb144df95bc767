"""The JSON Schema of mapping files, for editors: `make generate` writes it to docs/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.model.traits import NAME
from ingest.cleaning.texts import Text
from ingest.ingestors import INGESTORS
from ingest.ingestors.customer import CUSTOMER
from ingest.ingestors.fields import Field, Ingestor
from ingest.mapping_files.mapping_keys import SOURCES, LongForm, Source
from ingest.mapping_files.traits import FIELD as TRAITS

PATH = Path(__file__).parents[2] / "docs" / "mapping.schema.json"
_TRAIT = Field("trait", Text(), "A trait")
_SCALAR = {"type": ["string", "number", "boolean"], "minLength": 1}


def mapping_schema() -> dict[str, Any]:
    """The schema: the keys of each level, and for each kind its fields with the words that they take."""
    schema = Source.model_json_schema()
    definitions = schema["$defs"]
    definitions["LongForm"] = LongForm.model_json_schema()
    definitions["Word"] = _word()
    definitions |= {_form_name(field): _form(field) for it in INGESTORS.values() for field in it.fields}
    rows = definitions["Rows"]
    rows["properties"]["kind"]["enum"] = list(INGESTORS)
    rows["allOf"] = [_fields_of(ingestor) for ingestor in INGESTORS.values()]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Source mapping"}
    return head | _plain(schema)  # type: ignore[no-any-return]


def _fields_of(ingestor: Ingestor) -> dict[str, Any]:
    """That rows of a kind have its fields, and those that they need."""
    properties = {
        field.name: {"description": field.description, "$ref": f"#/$defs/{_form_name(field)}"}
        for field in ingestor.fields
    }
    fields = {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in ingestor.fields if field.needed],
        "properties": properties | (_traits() if ingestor is CUSTOMER else {}),
    }
    return {
        "if": {"properties": {"kind": {"const": ingestor.kind}}, "required": ["kind"]},
        "then": {"properties": {"fields": fields}, "description": ingestor.description},
    }


def _traits() -> dict[str, Any]:
    """What feeds traits: each its column, or the object that holds them all."""
    form = {"$ref": f"#/$defs/{_form_name(_TRAIT)}"}
    by_name = {"type": "object", "propertyNames": {"pattern": NAME}, "additionalProperties": form}
    described = "Traits that are declared beside `source`, or the path of an object that holds them"
    return {TRAITS: {"description": described, "anyOf": [{"type": "string"}, by_name]}}


def _form_name(field: Field) -> str:
    """The same for all fields that may be fed in the same forms."""
    words = [f"{name}{'!' * needed}" for name, needed in field.type.words.items()]
    return "_".join(("Fields" if field.several else "Field", *words))


def _form(field: Field) -> dict[str, Any]:
    """How a field may be fed: the name of a column, or a long form; several where it takes them."""
    needed = [name for name, needed in field.type.words.items() if needed]
    taken = [name for name in LongForm.names() if field.several or name != "split"]
    keys = {name: {"$ref": f"#/$defs/LongForm/properties/{name}"} for name in taken}
    long_form = {
        "type": "object",
        "additionalProperties": False,
        "properties": keys | {name: {"$ref": "#/$defs/Word"} for name in field.type.words},
        "required": needed,
        "oneOf": [{"required": [name]} for name in SOURCES],
        "dependentRequired": {"join": ["columns"]},
    }
    one = [long_form] if needed else [_SCALAR, long_form]
    several = [{"type": "array", "items": {"anyOf": one}}] if field.several else []
    return {"anyOf": [*one, *several]}


def _word() -> dict[str, Any]:
    """A second word: written as it is, or read from the row."""
    keys = {name: {"$ref": f"#/$defs/LongForm/properties/{name}"} for name in SOURCES}
    from_row = {"type": "object", "additionalProperties": False, "properties": keys, "minProperties": 1}
    return {"anyOf": [_SCALAR, from_row]}


def _plain(part: Any) -> Any:
    """The schema without titles and defaults, which say nothing to editors."""
    if isinstance(part, dict):
        kept = {name: value for name, value in part.items() if name != "default"}
        titled = isinstance(kept.get("title"), str)  # else it is a property of that name
        return {name: _plain(value) for name, value in kept.items() if name != "title" or not titled}
    return [_plain(item) for item in part] if isinstance(part, list) else part


def schema_text() -> str:
    """The schema as it is written."""
    return json.dumps(mapping_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
