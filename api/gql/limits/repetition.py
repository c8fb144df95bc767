"""Fields that an operation selects again and again: validation compares each with each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from api.gql.codes import Code
from api.gql.errors import RequestError

_MOST_SETS = 2_000
"""Selections merged of fragments that lead into each other could be without end."""


def check_repetition(document: DocumentNode, limit: int) -> None:
    """Raise RequestError where fields that answer under one name are selected more often than `limit` for one
    object, written out or by fragments."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    walk = _Repetition(fragments, limit)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            walk.check([definition.selection_set])


class _Repetition:
    """Groups fields by the name of their answer, level by level, as their selections are merged."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode], limit: int) -> None:
        self._fragments = fragments
        self._limit = limit
        self._checked: set[tuple[int, ...]] = set()

    def check(self, selected: Sequence[SelectionSetNode]) -> None:
        """Check selection sets of one object, and all below."""
        key = tuple(sorted(id(each) for each in selected))
        if key in self._checked:
            return
        self._checked.add(key)
        if len(self._checked) > _MOST_SETS:
            raise RequestError(
                Code.REPEATED, "The operation merges too many selections. Use fewer fragments."
            )
        groups: defaultdict[str, list[SelectionSetNode]] = defaultdict(list)
        counts: defaultdict[str, int] = defaultdict(int)
        spread: set[str] = set()
        for node in (node for each in selected for node in self._fields(each, spread)):
            name = (node.alias or node.name).value
            counts[name] += 1
            if counts[name] > self._limit:
                message = f"The operation selects {name} of one object more than {self._limit} times."
                raise RequestError(Code.REPEATED, f"{message} Select it once.")
            if node.selection_set is not None:
                groups[name].append(node.selection_set)
        for merged in groups.values():
            self.check(merged)

    def _fields(self, selected: SelectionSetNode, spread: set[str]) -> Iterator[FieldNode]:
        for node in selected.selections:
            match node:
                case FieldNode():
                    yield node
                case InlineFragmentNode():
                    yield from self._fields(node.selection_set, spread)
                case FragmentSpreadNode() if node.name.value not in spread:
                    spread.add(node.name.value)
                    fragment = self._fragments.get(node.name.value)
                    if fragment is not None:
                        yield from self._fields(fragment.selection_set, spread)
