"""What a masked field shows in the place of its value."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.gql.kinds.nodes import key_of, node_id
from graph.identity.explanation.wording import outline
from graph.model import MODEL
from graph.model.personal import Personal
from graph.policy.masks import HIDDEN, kind_of_identifier, kind_of_property, masked, suppressed

_IDENTIFIERS = ("kind", "identifier_kind")


class Mask(ABC):
    """The mask of a field."""

    needs: tuple[str, ...] = ()
    """Names in Python of other fields of the object that the mask depends on."""

    @abstractmethod
    def shown(self, value: Any, others: Mapping[str, Any]) -> Any:
        """What is shown of a value; `others` holds the fields that the mask needs."""


@dataclass(frozen=True)
class TypedMask(Mask):
    """The mask of a kind of personal value, or of the kind that the field `of` names."""

    kind: Personal = Personal.WORDS
    of: str | None = None

    @property
    def needs(self) -> tuple[str, ...]:  # type: ignore[override]  # made of a field
        """The field that names the kind."""
        return (self.of,) if self.of else ()

    def shown(self, value: Any, others: Mapping[str, Any]) -> Any:
        """The masked value; of several in one text each."""
        if self.of is None or value is None:
            return masked(self.kind, value)
        name = str(others[self.of])
        if self.of in _IDENTIFIERS:
            return masked(kind_of_identifier(name), value)
        kind = kind_of_property("Customer", name) or Personal.WORDS
        return "; ".join(masked(kind, each) for each in str(value).split("; "))


class OutlineMask(Mask):
    """Of an explanation what it says without the values that it names."""

    def shown(self, value: Any, others: Mapping[str, Any]) -> Any:  # noqa: ARG002 - the same for all masks
        """The outline, or those of several."""
        return [outline(each) for each in value] if isinstance(value, list) else outline(value)


class NodeId(Mask):
    """The mask of the id of a node: of its kind, and of its key as that is masked."""

    def shown(self, value: Any, others: Mapping[str, Any]) -> Any:  # noqa: ARG002 - the same for all masks
        """The id with a masked key."""
        found = key_of(value)
        if found is None:
            return HIDDEN
        label, key = found
        kinds = [kind_of_property(label, name) or Personal.WORDS for name in MODEL.node[label].key]
        return node_id(label, [masked(kind, each) for kind, each in zip(kinds, key, strict=True)])


class Group(Mask):
    """Of the size of a group nothing where so few are in it that one could tell who."""

    def shown(self, value: Any, others: Mapping[str, Any]) -> Any:  # noqa: ARG002 - the same for all masks
        """The size, or null."""
        return suppressed(value)


@dataclass(frozen=True)
class GroupMask(Mask):
    """Of a number about a group nothing where so few are in the group, whose size the field `of` is."""

    of: str

    @property
    def needs(self) -> tuple[str, ...]:  # type: ignore[override]  # made of a field
        """The field that is the size of the group."""
        return (self.of,)

    def shown(self, value: Any, others: Mapping[str, Any]) -> Any:
        """The number, or null."""
        return None if suppressed(others[self.of]) is None else value


class TraitMask(Mask):
    """Of a trait that is personal nothing."""

    needs = ("personal",)

    def shown(self, value: Any, others: Mapping[str, Any]) -> Any:
        """The value, or what stands for it."""
        hidden = others["personal"] and value is not None
        return (HIDDEN if isinstance(value, str) else None) if hidden else value
