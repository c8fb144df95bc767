"""A staged graph as files for `neo4j-admin database import full`."""

from __future__ import annotations

from pathlib import Path

from graph.bulk.parts import Part, edge_parts, node_parts
from graph.bulk.staging import StagedGraph
from graph.errors import StoreError
from graph.model.types import Property, PropertyType

ARGUMENTS = "arguments.txt"
"""File with all arguments but the database's name."""
_TYPES = {
    PropertyType.TEXT: "string",
    PropertyType.INTEGER: "long",
    PropertyType.DECIMAL: "double",
    PropertyType.FLAG: "boolean",
    PropertyType.TIME: "datetime",
    PropertyType.TEXTS: "string[]",
}
_BETWEEN = 0x1F
"""The character between the texts of a list."""
_OPTIONS = (
    "--overwrite-destination",
    "--id-type=integer",
    "--multiline-fields=true",
    f"--array-delimiter=U+{_BETWEEN:04X}",
    "--bad-tolerance=0",
)


def write_files(graph: StagedGraph, folder: Path) -> None:
    """Writes the files into a folder, whose names they have without it: the import is started there."""
    nodes = node_parts(graph)
    arguments = list(_OPTIONS)
    for option, parts in (("nodes", nodes), ("relationships", edge_parts(graph, nodes))):
        for part in parts:
            header, rows = f"{part.name}.header.csv", f"{part.name}.csv"
            (folder / header).write_text(_header(part), encoding="utf-8")
            _copy(graph, part, folder / rows)
            arguments.append(f"--{option}={part.kind}={header},{rows}")
    (folder / ARGUMENTS).write_text("".join(f"{argument}\n" for argument in arguments), encoding="utf-8")


def _header(part: Part) -> str:
    ends = (":ID",) if len(part.numbers) == 1 else (":START_ID", ":END_ID")
    return ",".join((*ends, *(f"{each.name}:{_TYPES[each.type]}" for each in part.properties))) + "\n"


def _copy(graph: StagedGraph, part: Part, file: Path) -> None:
    for each in part.properties:
        if each.type is PropertyType.TEXTS:
            _check_texts(graph, part, each)
    columns = ", ".join((*part.numbers, *map(_column, part.properties)))
    # Quoted, an empty text is one; not quoted it is none.
    texts = [f'"{each.name}"' for each in part.properties if _TYPES[each.type].startswith("string")]
    quoted = f", FORCE_QUOTE ({', '.join(texts)})" if texts else ""
    target = str(file).replace("'", "''")
    graph.connection.execute(
        f"COPY (SELECT {columns} FROM ({part.sql})) TO '{target}' (FORMAT csv, HEADER false{quoted})"  # noqa: S608 - names of the model
    )


def _column(each: Property) -> str:
    name = f'"{each.name}"'
    if each.type is PropertyType.TIME:
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%S.%fZ') AS {name}"
    return f"array_to_string({name}, chr({_BETWEEN})) AS {name}" if each.type is PropertyType.TEXTS else name


def _check_texts(graph: StagedGraph, part: Part, each: Property) -> None:
    within = f"contains(array_to_string(\"{each.name}\", ''), chr({_BETWEEN}))"
    if graph.connection.sql(f"FROM ({part.sql}) WHERE {within} LIMIT 1").fetchall():
        raise StoreError(
            f"A {part.kind} has a {each.name} with a control character that separates texts in the import.",
            "Use `ckg rebuild`, which writes it as it is.",
        )
