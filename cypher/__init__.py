"""Packaged queries: one Cypher statement a file, with name, mode and parameters in its header.

A file `cypher/<category>/<query>.cypher` starts with comment lines:

    // name: read/customer
    // mode: read
    // params: id
    // What the query answers, in one or more lines.

`// params:` may be empty. A file `<query>.arcadedb.cypher` beside it holds the text for a store that
needs another one; its header has the same name, mode and parameters.

In `relation` and `condition` are parts of the statements that GraphQL operations are compiled to;
their variables begin with an underscore.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent
SUFFIX = ".cypher"
_HEADER = re.compile(r"//\s?(?:(name|mode|params):)?(.*)")
_NAME = re.compile(r"[a-z0-9_]+/[a-z0-9_]+")
PARAMETER = re.compile(r"\$(\w+)")
"""A parameter in a statement."""
_WRITES = re.compile(r"(?<![.:\w$])(CREATE|MERGE|DELETE|SET|REMOVE|DROP|FOREACH)\b")
_QUOTED = re.compile(r"//[^\n]*|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|/\*.*?\*/", re.DOTALL)


class QueryFileError(ValueError):
    """A packaged query is missing or its file is malformed; the message names file and fault."""


class Mode(Enum):
    """Whether a query only reads."""

    READ = "read"
    WRITE = "write"


class Dialect(Enum):
    """The Cypher implementations that a query may need different text for."""

    NEO4J = "neo4j"
    ARCADEDB = "arcadedb"


@dataclass(frozen=True)
class Query:
    """One Cypher statement with what its caller must know.

    `variants` holds other texts of the same query for the stores that need one.
    """

    name: str
    mode: Mode
    params: tuple[str, ...]
    description: str
    text: str
    variants: Mapping[Dialect, str] = field(default_factory=dict, hash=False)

    def text_for(self, dialect: Dialect) -> str:
        """The statement as the given store needs it."""
        return self.variants.get(dialect, self.text)


@cache
def load(name: str) -> Query:
    """The packaged query `category/query`; raises QueryFileError when missing or malformed."""
    path = ROOT / f"{name}{SUFFIX}"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise QueryFileError(f"There is no packaged query {name!r} (looked for {path}).")
    query = parse(path.read_text(encoding="utf-8"), name)
    variants = dict(_variants(path, query))
    return Query(query.name, query.mode, query.params, query.description, query.text, variants)


@cache
def all_queries() -> tuple[Query, ...]:
    """Every packaged query, by name; raises QueryFileError for the first malformed file."""
    names = [path.relative_to(ROOT).as_posix() for path in ROOT.glob(f"*/*{SUFFIX}")]
    return tuple(load(name.removesuffix(SUFFIX)) for name in sorted(names) if name.count(".") == 1)


def parse(source: str, name: str) -> Query:
    """The query that a file's content declares; `name` is what the file's place says it is called.

    Raises QueryFileError when the header is incomplete, names another query, declares other
    parameters than the statement uses, or declares a read and the statement writes.
    """
    lines = source.strip().splitlines()
    count = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    header, description = _read_header(lines[:count], name)
    text = "\n".join(lines[count:]).strip()
    mode = next((mode for mode in Mode if mode.value == header["mode"]), None)
    if mode is None:
        raise QueryFileError(f"{name}: mode is {header['mode']!r}, expected read or write.")
    params = tuple(part.strip() for part in header["params"].split(",") if part.strip())
    query = Query(name, mode, params, description, text)
    _check(query, header["name"])
    return query


def _read_header(lines: list[str], name: str) -> tuple[dict[str, str], str]:
    header: dict[str, str] = {}
    description: list[str] = []
    for line in lines:
        match = _HEADER.match(line)
        key, value = match.groups() if match else (None, "")
        if key in header:
            raise QueryFileError(f"{name}: the header says {key} twice.")
        if key:
            header[key] = value.strip()
        elif value.strip():
            description.append(value.strip())
    missing = [key for key in ("name", "mode", "params") if key not in header]
    if missing:
        raise QueryFileError(f"{name}: the header lacks {', '.join(missing)}.")
    return header, " ".join(description)


def _check(query: Query, declared_name: str) -> None:
    statement = _QUOTED.sub("", query.text)
    faults = {
        f"the header calls it {declared_name!r}": declared_name != query.name,
        "the description is missing": not query.description,
        "there is no statement": not statement.strip(),
        "there is more than one statement": ";" in statement.rstrip().removesuffix(";"),
        f"it declares the parameters {sorted(query.params)} and uses {sorted(parameters_in(statement))}": (
            set(query.params) != parameters_in(statement) or len(set(query.params)) != len(query.params)
        ),
        "it declares mode read and writes": query.mode is Mode.READ and bool(_WRITES.search(statement)),
    }
    for fault, found in faults.items():
        if found:
            raise QueryFileError(f"{query.name}: {fault}.")


def parameters_in(statement: str) -> set[str]:
    """The names of the parameters that a statement, or a part of one, uses."""
    return set(PARAMETER.findall(statement))


def _variants(path: Path, query: Query) -> list[tuple[Dialect, str]]:
    found = []
    for dialect in Dialect:
        other = path.with_name(f"{path.stem}.{dialect.value}{SUFFIX}")
        if not other.is_file():
            continue
        variant = parse(other.read_text(encoding="utf-8"), query.name)
        if (variant.mode, set(variant.params)) != (query.mode, set(query.params)):
            raise QueryFileError(f"{query.name}: {other.name} differs in mode or parameters.")
        found.append((dialect, variant.text))
    return found
