"""Traits in a mapping: what it declares under `traits`, and what feeds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.entries import Event, Origin
from graph.model.traits import KIND, MOST, Trait, TraitType, is_name
from ingest.cleaning.trait_values import value_type
from ingest.ingestors.fields import OF_TRAITS, Field
from ingest.mapping.mapping import DeclaredTrait, SourceMapping
from ingest.mapping.yaml_tree import Problems, Tree, suggestion
from ingest.mapping_files.mapping_keys import TraitKeys

FIELD = "traits"
_MOST_VALUES = 200
_LONGEST_VALUE = 100
_OPEN = frozenset({TraitType.TEXT})
"""Types in which anything may stand, so that values are personal unless the mapping says they are not."""


def load_traits(tree: Tree) -> dict[str, DeclaredTrait]:
    """The traits under `traits`, by name."""
    found = {}
    for name, item in tree.entries().items():
        if not is_name(name):
            item.problem(
                "a trait is called by small letters, digits and underscores, at most 40, a letter first"
            )
        elif trait := _trait(name, item):
            found[name] = DeclaredTrait(trait, item.line)
    if len(found) > MOST:
        tree.problem(f"declares more than {MOST} traits")
    return found


def _trait(name: str, tree: Tree) -> Trait | None:
    entries = tree.entries(TraitKeys.names()) if tree.is_mapping else {"type": tree}
    if "type" not in entries:
        tree.problem('"type" is missing.')
        return None
    said = entries["type"].text()
    if said not in tuple(TraitType):
        entries["type"].problem(f"must be {', '.join(TraitType)}.{suggestion(said, list(TraitType))}")
        return None
    type_ = TraitType(said)
    values = _values(entries["values"]) if "values" in entries else ()
    if bool(values) is not (type_ is TraitType.CATEGORY):
        entries.get("values", tree).problem("a category, and nothing else, lists its `values`")
    described = entries["description"].text() if "description" in entries else ""
    personal = _flag(entries["personal"]) if "personal" in entries else type_ in _OPEN
    return Trait(name, type_, personal, values, described)


def _values(tree: Tree) -> tuple[str, ...]:
    values = [item.filled() for item in tree.some()]
    if len(values) > _MOST_VALUES or any(len(value) > _LONGEST_VALUE for value in values):
        tree.problem(f"takes at most {_MOST_VALUES} values of {_LONGEST_VALUE} characters")
    if len({value.casefold() for value in values}) < len(values):
        tree.problem("has a value twice, upper and lower case being one")
    return tuple(values)


def _flag(tree: Tree) -> bool:
    if tree.text() not in ("true", "false"):
        tree.problem("must be true or false")
    return tree.text() != "false"


def fed_traits(
    given: dict[str, Tree], declared: Mapping[str, DeclaredTrait]
) -> tuple[dict[str, Field], dict[str, Tree]]:
    """Fields for the traits that a row feeds, and what feeds each: taken out of what is `given` for all."""
    fields, trees = {}, {}
    for name, tree in _fed(given.pop(FIELD), declared).items() if FIELD in given else ():
        if name not in declared:
            near = suggestion(name, declared) or f" Declare it under `{FIELD}`, beside `source`."
            tree.problem(f'no trait "{name}" is declared.{near}')
            continue
        trait = declared[name].trait
        fields[OF_TRAITS + name] = Field(OF_TRAITS + name, value_type(trait), trait.description)
        trees[OF_TRAITS + name] = tree
    return fields, trees


def _fed(tree: Tree, declared: Mapping[str, DeclaredTrait]) -> dict[str, Tree]:
    """What feeds each trait; a text names the object that holds them all, as in `shoe_size` or `shoeSize`."""
    if not tree.is_text:
        return tree.entries()
    holder = tree.filled()
    return {name: tree.coalesced([f"{holder}.{it}" for it in (name, _camel(name))]) for name in declared}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return "".join([first, *(part.capitalize() for part in rest)])


def declaring(source: str, declared: Iterable[DeclaredTrait], origin: Origin) -> list[Event]:
    """The events by which a source declares its traits."""
    return [
        Event(KIND, f"{source}:{it.trait.name}", source, None, None, origin, details=it.trait.as_dict())
        for it in declared
    ]


def check_traits(mapping: SourceMapping, known: Iterable[tuple[str, Trait]]) -> None:
    """Raises MappingError where other sources declare traits of the mapping to be of another type; `known` is
    what each declares."""
    problems = Problems(mapping.path)
    for other, trait in known:
        own = mapping.traits.get(trait.name)
        if own and other != mapping.source and own.trait.type is not trait.type:
            problems.add(
                own.line,
                f"{FIELD}.{trait.name}: is {own.trait.type} here, and {trait.type} in source {other}. A trait"
                " has one type for all sources: take that, or another name.",
            )
    problems.raise_if_any()
