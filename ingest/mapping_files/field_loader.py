"""Loads the fields of one entry under `rows`: short and long forms, second words, lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graph.placeholders.listed import Placeholders, placeholders
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.texts import Json
from ingest.ingestors.fields import Field
from ingest.mapping.expressions import (
    Reader,
    column_reader,
    constant,
    filled,
    first,
    first_of_each,
    joined,
    naming,
    split_list,
    template_columns,
    unless,
)
from ingest.mapping.mapping import BoundField, BoundValue, ColumnUse
from ingest.mapping.paths import list_path
from ingest.mapping.yaml_tree import Tree, suggestion
from ingest.mapping_files.binding import (
    STEPS,
    Cleaning,
    LabelledCleaner,
    Step,
    WordedCleaner,
    extractor,
    translator,
)
from ingest.mapping_files.mapping_keys import SOURCES, LongForm
from ingest.mapping_files.patterns import Pattern, PatternError


@dataclass
class FieldLoader:
    """Binds fields in one context; `columns` gathers the columns that they use.

    `row_country` reads the country of a row, for fields that take the word `country` and were given none.
    """

    context: Context
    nulls: frozenset[str]
    date_order: Callable[[Tree], str | tuple[str, ...]]
    columns: list[ColumnUse] = field(default_factory=list)
    row_country: Reader | None = None

    def list_path(self, fields: Mapping[str, Field], given: dict[str, Tree]) -> str | None:
        """The list whose elements become rows of their own: the one that single-valued fields go through."""
        found: dict[str, Tree] = {}
        for name, tree in given.items():
            if not fields[name].several:
                for column in _columns_in(tree):
                    if path := list_path(column):
                        found.setdefault(path, tree)
        for path in list(found)[1:]:
            found[path].problem(f'goes through the list "{path}", other fields through "{next(iter(found))}"')
        return next(iter(found), None)

    def bound(self, declared: Field, tree: Tree, explode: str | None) -> BoundField:
        """The field with all sources of its values."""
        items = tree.items()
        if tree.is_list and not declared.several:
            tree.problem(f'"{declared.name}" takes one value, not a list.')
            items = []
        if isinstance(declared.type, Json):
            _check_labels(items)
        return BoundField(declared, tuple(self._value(declared, item, explode) for item in items))

    def _value(self, declared: Field, tree: Tree, explode: str | None) -> BoundValue:
        words = declared.type.words
        known = (*LongForm.names(), *words)
        entries = tree.entries(known) if tree.is_mapping else {"column": tree}
        used_before = len(self.columns)
        nothing = placeholders("key") if declared.type.names_things else None
        read = self._reader(tree, entries, explode, nothing)
        if declared.type.names_things and "template" in entries:
            read = unless(read, self._parts(entries["template"], explode), placeholders("key").words)
        if "split" in entries:
            if not declared.several:
                entries["split"].problem(f'"{declared.name}" takes one value and cannot be split.')
            separator = entries["split"].filled() or ";"
            read = split_list(read, separator)
            self.columns[used_before:] = [
                replace(use, separator=separator) for use in self.columns[used_before:]
            ]
        may_lack = declared.type.names_things and not declared.required and "const" not in entries
        cleaning = Cleaning(
            declared.type, self._context(entries), self.nulls, self._steps(entries), may_lack=may_lack
        )
        fixed, read_words = self._words(declared, tree, entries, cleaning.context, explode)
        cleaning = replace(cleaning, context=replace(cleaning.context, words=fixed))
        self._check_fixed_values(entries, cleaning)
        clean = WordedCleaner(cleaning, read_words) if read_words else cleaning.cleaner()
        if isinstance(declared.type, Json):
            clean = LabelledCleaner(clean, _label(entries))
        return BoundValue(read, clean)

    def _context(self, entries: dict[str, Tree]) -> Context:
        if "dates" not in entries:
            return self.context
        return replace(self.context, dates=self.date_order(entries["dates"]))

    def _column(self, tree: Tree, explode: str | None, name: str | None = None) -> Reader:
        column = tree.filled() if name is None else name
        self.columns.append(ColumnUse(column, tree.line, tree.where))
        return column_reader(column, explode)

    def _reader(
        self, tree: Tree, entries: dict[str, Tree], explode: str | None, nothing: Placeholders | None = None
    ) -> Reader:
        """Reads the value that entries name; a `coalesce` passes over what means `nothing`."""
        chosen = [name for name in SOURCES if name in entries]
        if len(chosen) != 1:
            tree.problem(f"needs exactly one of {', '.join(SOURCES)}")
            return constant("")
        if "join" in entries and chosen != ["columns"]:
            entries["join"].problem("goes with `columns` only")
        source = entries[chosen[0]]
        match chosen[0]:
            case "columns":
                separator = entries["join"].text() if "join" in entries else " "
                return joined([self._column(item, explode) for item in source.some()], separator)
            case "coalesce":
                return self._coalesced(source, explode, nothing)
            case "template":
                return self._template(source, explode)
            case "const":
                return constant(source.text())
            case _:
                return self._column(source, explode)

    def _coalesced(self, tree: Tree, explode: str | None, nothing: Placeholders | None) -> Reader:
        used_before = len(self.columns)
        readers = [self._column(item, explode) for item in tree.some()]
        paths = [list_path(use.column) for use in self.columns[used_before:]]
        through_lists = {path is not None and path != explode for path in paths}
        if len(through_lists) > 1:
            tree.problem("has columns that go through a list beside others")
        if through_lists == {True}:
            return first_of_each(readers)
        return first([naming(read, nothing) for read in readers] if nothing else readers)

    def _template(self, tree: Tree, explode: str | None) -> Reader:
        try:
            names = template_columns(tree.text())
        except ValueError as error:
            tree.problem(str(error))
            return constant("")
        if not names:
            tree.problem("has no column in it, such as {Nummer}")
        return filled(tree.text(), {name: self._column(tree, explode, name) for name in names})

    @staticmethod
    def _parts(template: Tree, explode: str | None) -> list[Reader]:
        """Readers of the columns in a template; none for one that is not well-formed."""
        try:
            return [column_reader(name, explode) for name in template_columns(template.text())]
        except ValueError:
            return []

    def _steps(self, entries: dict[str, Tree]) -> tuple[Step, ...]:
        steps: list[Step] = []
        if tree := entries.get("extract"):
            try:
                steps.append(extractor(Pattern(tree.filled())))
            except PatternError as error:
                tree.problem(f"is not a regular expression: {error}")
        for item in entries["clean"].some() if "clean" in entries else ():
            name = item.text()
            if name in STEPS:
                steps.append(STEPS[name])
            else:
                known = suggestion(name, STEPS) or f" Known: {', '.join(STEPS)}."
                item.problem(f'"{name}" is not a cleaner.{known}')
        if tree := entries.get("map"):
            targets = {key: None if it.is_null else it.text() for key, it in tree.entries().items()}
            steps.append(translator(targets))
        return tuple(steps)

    def _words(
        self, declared: Field, tree: Tree, entries: dict[str, Tree], context: Context, explode: str | None
    ) -> tuple[tuple[tuple[str, str], ...], dict[str, Reader]]:
        """Second words that are the same for each row, and readers where one comes from the row."""
        fixed: list[tuple[str, str]] = []
        readers: dict[str, Reader] = {}
        given = {name: entries[name] for name in declared.type.words if name in entries}
        for name, required in declared.type.words.items():
            if required and name not in given:
                tree.problem(f'"{declared.name}" needs `{name}` beside the column.')
        for name, word in given.items():
            if word.is_mapping:
                readers[name] = self._reader(word, word.entries(SOURCES), explode)
            elif readers:
                readers[name] = constant(word.text())  # keeps the order: later words may depend on earlier
            else:
                context = replace(context, words=tuple(fixed))
                try:
                    fixed.append((name, declared.type.word(word.text(), name, context)))
                except InvalidValue as error:
                    word.problem(f'"{word.text()}" {error}')
        if self.row_country and "country" in declared.type.words and "country" not in given:
            readers["country"] = self.row_country
        return tuple(fixed), readers

    @staticmethod
    def _check_fixed_values(entries: dict[str, Tree], cleaning: Cleaning) -> None:
        """What the mapping itself says must be clean: constants and the values of `map`."""
        plain = replace(cleaning, steps=()).cleaner()
        if "const" in entries and not cleaning.steps:
            _note(entries["const"], plain(entries["const"].text(), {}))
        for target in entries["map"].entries().values() if "map" in entries else ():
            if not target.is_null:
                _note(target, plain(target.text(), {}))


def _note(tree: Tree, result: Any) -> None:
    if isinstance(result, InvalidValue):
        tree.problem(f'"{tree.text()}" {result}')


def _columns_in(tree: Tree) -> list[str]:
    """All columns that a field names, without noting problems."""
    if not tree.is_mapping:
        return [] if tree.is_list else [tree.text()]
    entries = tree.entries()
    named = [entries[name] for name in ("column", "columns", "coalesce") if name in entries]
    return [item.text() for source in named for item in source.items()]


def _label(entries: dict[str, Tree]) -> str:
    """Name of a value in a JSON object: its `name`, else the last part of its column."""
    if "name" in entries:
        return entries["name"].text()
    source = next((entries[name] for name in SOURCES if name in entries), None)
    return source.text().rpartition(".")[2].removesuffix("[]") if source and not source.is_list else "value"


def _check_labels(items: list[Tree]) -> None:
    """Values of one JSON object have names of their own; of two with one name, one would be lost."""
    taken: set[str] = set()
    for item in items:
        label = _label(item.entries() if item.is_mapping else {"column": item})
        if label in taken:
            item.problem(f'"{label}" is there already: give this one a `name` of its own.')
        taken.add(label)
