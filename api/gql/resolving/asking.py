"""What an operation asks of the value of a field, for resolvers that read no more than that."""

from collections.abc import Iterable, Iterator

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionSetNode,
)

from api.gql.resolving.context import Info

Holder = FieldNode | FragmentDefinitionNode | InlineFragmentNode


def asked_below(info: Info, *path: str) -> frozenset[str]:
    """Names of the fields that are selected, behind fields by name, of what a resolver answers.

    Those that a directive leaves out are among them.
    """
    known = info._raw_info
    holders: list[Holder] = [*known.field_nodes]
    for name in path:
        holders = [each for each in _fields(holders, known.fragments) if each.name.value == name]
    return frozenset(each.name.value for each in _fields(holders, known.fragments))


def _fields(holders: Iterable[Holder], fragments: dict[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    for each in holders:
        selected: SelectionSetNode | None = each.selection_set
        for node in selected.selections if selected else ():
            match node:
                case FieldNode():
                    yield node
                case FragmentSpreadNode():
                    yield from _fields([fragments[node.name.value]], fragments)
                case InlineFragmentNode():
                    yield from _fields([node], fragments)
