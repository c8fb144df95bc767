"""Loads a mapping and binds it to the ingestors; every mistake is reported with line and field."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from graph.entries import SOURCE_NAME
from graph.errors import MappingError
from graph.files.regular import shown_path
from graph.model.traits import Trait
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.countries import country_code
from ingest.ingestors import INGESTORS
from ingest.ingestors.common import PERSON_NAMES
from ingest.ingestors.customer import CUSTOMER
from ingest.ingestors.fields import OF_TRAITS, Field, Ingestor
from ingest.inputs.formats import ending, format_of, stem
from ingest.mapping.mapping import (
    BoundField,
    ColumnUse,
    DeclaredTrait,
    FileMapping,
    Reading,
    RowMapping,
    SourceMapping,
)
from ingest.mapping.paths import is_outer
from ingest.mapping.yaml_tree import Problems, Tree, read_tree, suggestion
from ingest.mapping_files.field_loader import FieldLoader
from ingest.mapping_files.kafka_loader import load_kafka, of_topics
from ingest.mapping_files.mapping_keys import Ends, File, Namespaces, ReadingKeys, Rows, Source
from ingest.mapping_files.reading_loader import load_pattern, load_reading
from ingest.mapping_files.row_conditions import load_conditions
from ingest.mapping_files.row_country import PLACE_FIELDS, row_country
from ingest.mapping_files.rule_loader import RuleLoader
from ingest.mapping_files.sql_loader import load_sql
from ingest.mapping_files.traits import fed_traits, load_traits

_OF_ROWS = frozenset(("csv", "parquet", "excel"))
Traits: TypeAlias = Mapping[str, DeclaredTrait]


def load_mapping(path: Path, defaults: Context | None = None, traits: Iterable[Trait] = ()) -> SourceMapping:
    """The mapping in a YAML file, bound and checked; `defaults` gives country and time zone, and the
    source where the mapping names none. It may feed these `traits` besides its own.

    Raises MappingError that lists every mistake with file, line and field.
    """
    mapping, problems = bind_mapping(path, defaults, traits)
    problems.raise_if_any()
    return mapping


def bind_mapping(
    path: Path, defaults: Context | None = None, traits: Iterable[Trait] = ()
) -> tuple[SourceMapping, Problems]:
    """As `load_mapping`, with the mistakes found, so that others can be added to them."""
    _refuse_rows(path)
    tree = read_tree(path)
    entries = tree.entries(Source.names())
    context = defaults or Context()
    if "source" in entries or not context.source:
        context = replace(context, source=_source_name(tree, entries.get("source")))
    nulls = frozenset[str]()
    context, nulls = _defaults(entries, context, nulls)
    own = load_traits(entries["traits"]) if "traits" in entries else {}
    fed = {**{trait.name: DeclaredTrait(trait, 1) for trait in traits}, **own}
    files = []
    if "files" not in entries:
        tree.problem('"files" is missing.')
    else:
        ends = {name: entries[name] for name in Ends.names() if name in entries}
        files = [
            each
            for item in entries["files"].some()
            for each in of_topics(_file(item, context, nulls, ends, fed))
        ]
    mapping = SourceMapping(
        path,
        context.source,
        entries["description"].text() if "description" in entries else "",
        entries["priority"].number(0, 1_000_000) if "priority" in entries else 100,
        tuple(files),
        own,
    )
    return mapping, tree.problems


def _refuse_rows(path: Path) -> None:
    if format_of(path.name) in _OF_ROWS and ending(path.name) != ".txt":
        shown = shown_path(path)
        message = f"File {shown} holds rows by its name; it is no mapping."
        raise MappingError(message, f"`ckg propose {shown} --to {stem(path.name)}.yaml` writes one for it.")


def _source_name(tree: Tree, name: Tree | None) -> str:
    if name is None:
        tree.problem('"source" is missing.')
        return "?"
    text = name.text()
    _check_name(name)
    return text


def _check_name(tree: Tree) -> None:
    if not SOURCE_NAME.fullmatch(tree.text()):
        tree.problem("must be a name of letters, digits, dots, dashes and underscores")


def _defaults(
    entries: dict[str, Tree], context: Context, nulls: frozenset[str]
) -> tuple[Context, frozenset[str]]:
    """Context and empty values with what these entries say about them."""
    if tree := entries.get("country"):
        try:
            context = replace(context, country=country_code(tree.text()))
        except InvalidValue as error:
            tree.problem(f'"{tree.text()}" {error}')
    if tree := entries.get("timezone"):
        try:
            context = replace(context, timezone=ZoneInfo(tree.text()).key)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            tree.problem(f'"{tree.text()}" is not a time zone, such as Europe/Berlin')
    if tree := entries.get("dates"):
        context = replace(context, dates=date_order(tree))
    if tree := entries.get("decimal"):
        context = replace(context, decimal=_one_of(tree, '","', '"."').strip('"'))
    if tree := entries.get("keys"):
        context = replace(context, keys=_one_of(tree, "numbers", "as_written"))
    if tree := entries.get("nulls"):
        nulls |= {item.text() for item in tree.items()}
    if tree := entries.get("namespaces"):
        context = replace(context, namespaces=_namespaces(tree))
    return context, nulls


def _namespaces(tree: Tree) -> tuple[tuple[str, str], ...]:
    """What ids are shared, each with the name under which other sources share them."""
    given = tree.entries(Namespaces.names())
    for name in given.values():
        _check_name(name)
    return tuple((thing, name.text()) for thing, name in given.items())


def _one_of(tree: Tree, *options: str) -> str:
    """The text, if it is one of the options as they are quoted here; else the first, and a problem."""
    found = next((option for option in options if option.strip('"') == tree.text()), None)
    if found is None:
        tree.problem(f"must be {' or '.join(options)}")
    return found or options[0]


def date_order(tree: Tree) -> str | tuple[str, ...]:
    """An order of day, month and year, or strptime formats."""
    texts = [item.text() for item in tree.some()]
    if not tree.is_list and texts[0] in ("DMY", "MDY", "YMD"):
        return texts[0]
    if not all(_is_format(text) for text in texts):
        tree.problem("must be DMY, MDY, YMD or a list of formats such as %d.%m.%Y")
    return tuple(texts)


def _is_format(text: str) -> bool:
    """Whether a time can be written in the format and read again."""
    try:
        datetime.strptime(datetime(2001, 12, 31, tzinfo=UTC).strftime(text), text)  # noqa: DTZ007 - %z may lack
    except (ValueError, re.error):
        return False
    return "%" in text


def _file(
    tree: Tree, context: Context, nulls: frozenset[str], ends: dict[str, Tree], traits: Traits
) -> FileMapping:
    """One entry under `files`; `ends` is what the source says of how things end."""
    entries = ends | tree.entries(File.names())
    context, nulls = _defaults(entries, context, nulls)
    pattern, reading = _reading(tree, entries, context.country)
    if ("rows" in entries) == bool(reading.kafka and reading.kafka.messages):
        tree.problem('"rows" is missing.' if "rows" not in entries else "`rows` are not for `messages`.")
    items = entries["rows"].some() if "rows" in entries else []
    rows = [row for item in items if (row := _row(item, context, nulls, entries.get("delete_when"), traits))]
    outer = bool(reading.record_path) and any(is_outer(use.column) for row in rows for use in row.columns)
    reading = replace(reading, outer=outer)
    member = entries["member"].filled() if "member" in entries else ""
    plain = tree.plain(without=("path", "member", "snapshot", "sql", "kafka"))
    said: tuple[object, ...] = (context, sorted(nulls), plain)
    said = (*said, reading.sql.table, reading.sql.query) if reading.sql else said
    said = (*said, ends["delete_when"].plain()) if "delete_when" in ends else said
    fed = {name for row in rows for name in row.mapped if name.startswith(OF_TRAITS)}
    said = (*said, [traits[name.removeprefix(OF_TRAITS)].trait for name in sorted(fed)]) if fed else said
    fingerprint = blake2b(repr(said).encode(errors="replace"), digest_size=8).hexdigest()
    snapshot = "snapshot" in entries and _one_of(entries["snapshot"], "false", "true") == "true"
    if snapshot and reading.sql and reading.sql.cursor:
        entries["snapshot"].problem("and `cursor` exclude each other; `ckg ingest --keys` finds what is gone")
    if snapshot and reading.kafka:
        entries["snapshot"].problem("is for files and tables; a topic never ends")
    lacking = entries.get("missing_columns")
    may_lack = lacking is not None and _one_of(lacking, "error", "empty") == "empty"
    return FileMapping(pattern, reading, tuple(rows), member, fingerprint, snapshot, may_lack)


def _reading(tree: Tree, entries: dict[str, Tree], country: str) -> tuple[str, Reading]:
    """What an entry is called, and how it is read: a table or query, topics, or files."""
    other = next((name for name in ("sql", "kafka") if name in entries), None)
    if other is None:
        if "path" not in entries:
            tree.problem('"path" is missing.')
        pattern = load_pattern(entries["path"]) if "path" in entries else ""
        return pattern, load_reading(tree, entries, pattern, country)
    for name in ReadingKeys.names():
        if name in entries:
            entries[name].problem("is for files; tables and topics have none of it")
    if other == "kafka":
        if "sql" in entries:
            entries["sql"].problem("and `kafka` exclude each other")
        return "", load_kafka(entries["kafka"])
    reading = load_sql(entries["sql"])
    return reading.sql.shown if reading.sql else "", reading


def _row(
    tree: Tree, context: Context, nulls: frozenset[str], delete_when: Tree | None, traits: Traits
) -> RowMapping | None:
    entries = tree.entries(Rows.names())
    if delete_when:
        entries.setdefault("delete_when", delete_when)
    kind = entries.get("kind")
    ingestor = INGESTORS.get(kind.text()) if kind else None
    if kind is None:
        tree.problem('"kind" is missing.')
    elif ingestor is None:
        kind.problem(f'"{kind.text()}" is not a kind.{suggestion(kind.text(), INGESTORS)}')
    if "fields" not in entries:
        tree.problem('"fields" is missing.')
    if ingestor is None or "fields" not in entries:
        return None
    return _bound_row(ingestor, entries, context, nulls, traits)


def _is_needed(field: Field, given: Collection[str]) -> bool:
    """Whether a mapping that feeds these fields needs a required one: what is of nobody tells of nobody."""
    return not field.may_be_left_out or not PERSON_NAMES.isdisjoint(given)


def _bound_row(
    ingestor: Ingestor, entries: dict[str, Tree], context: Context, nulls: frozenset[str], traits: Traits
) -> RowMapping:
    given = entries["fields"].entries()
    fields, of_traits = fed_traits(given, traits) if ingestor is CUSTOMER else ({}, {})
    for name, tree in list(given.items()):
        if name not in ingestor.field:
            tree.problem(f'kind {ingestor.kind} has no field "{name}".{suggestion(name, ingestor.field)}')
            del given[name]
    required = tuple(it.name for it in ingestor.fields if it.required and _is_needed(it, given))
    for name in required:
        if name not in given:
            entries["fields"].problem(f'kind {ingestor.kind} needs the field "{name}".')
    fields, given = {**ingestor.field, **fields}, {**given, **of_traits}
    loader = FieldLoader(context, nulls, date_order)
    explode = loader.list_path(fields, given)
    bound: dict[str, BoundField] = {}
    for name in sorted(given, key=lambda it: it not in PLACE_FIELDS):
        bound[name] = loader.bound(fields[name], given[name], explode)
        loader.row_country = row_country(bound)
    in_order = tuple(bound[name] for name in given)
    uses: list[ColumnUse] = loader.columns
    applies = load_conditions(entries.get("when"), uses, explode)
    deletes = load_conditions(entries["delete_when"], uses, explode) if entries.get("delete_when") else None
    rules = RuleLoader(bound, context, explode, uses).rules(entries.get("rules"))
    told = tuple(uses), frozenset(given), required
    return RowMapping(ingestor, context, in_order, applies, explode, *told, deletes, rules)
