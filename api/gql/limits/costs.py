"""What each field of the schema costs: counted by the limiter, and published as directives of the schema.

The directives are those of the GraphQL Cost Directives Specification.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import strawberry
from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)
from graphql import is_composite_type as is_object
from strawberry.schema_directive import Location

SLICING = ("first", "last")
IDS = "ids"
SCANS = frozenset({"totalCount", "aggregate", "edgeAggregate", "groups"})
"""Fields of a list that are numbers over all of it."""
SCAN_COST = 10
"""Of such a number, in objects."""

_COST = "cost"


@strawberry.schema_directive(locations=[Location.FIELD_DEFINITION], name="cost")
class CostDirective:
    """What a field costs once, besides the objects that it returns, each of which costs 1."""

    weight: str


@strawberry.schema_directive(locations=[Location.FIELD_DEFINITION], name="listSize")
class ListSize:
    """How many objects a field returns at most: as many as one of its arguments says."""

    assumed_size: int | None = strawberry.UNSET
    slicing_arguments: list[str] | None = strawberry.UNSET
    sized_fields: list[str] | None = strawberry.UNSET
    require_one_slicing_argument: bool = True


_OURS = (CostDirective, ListSize)


@dataclass(frozen=True)
class Cost:
    """What a field costs: `weight` once, and 1 and what is in it for each object.

    The largest of the arguments `slicing` says how many objects there are, `assumed` where none is given;
    they are in the fields `sized` of the one object that is returned, if there are such.
    """

    weight: int = 0
    slicing: tuple[str, ...] = ()
    sized: tuple[str, ...] = ()
    assumed: int | None = None

    @property
    def directives(self) -> list[Any]:
        """The directives that say so."""
        found: list[Any] = [CostDirective(weight=str(self.weight))] if self.weight else []
        if self.slicing or self.assumed is not None:
            size = ListSize(
                slicing_arguments=[*self.slicing] or strawberry.UNSET,
                assumed_size=strawberry.UNSET if self.assumed is None else self.assumed,
                sized_fields=[*self.sized] or strawberry.UNSET,
                require_one_slicing_argument=False,
            )
            found.append(size)
        return found


MOST_AROUND = 500
"""Customers of a network or neighbourhood at most."""
LONGEST_PATH = 8
"""Steps of a path at most."""
MADE_OF_JOURNAL = 5_000
"""What it costs, in objects, to work something out of the journal: some tenths of a second of a core."""
LOOKED_UP = 500
"""The same of a look-up in an index, or of what the journal has in one table: some hundredths."""
TRAINED = 50_000
"""The same of a training, and of the run that follows."""

WEIGHTS: Mapping[tuple[str, str], int] = {
    **dict.fromkeys(
        (
            ("Query", "goldenRecord"),
            ("Query", "how"),
            ("Query", "journey"),
            ("Query", "sourceQuality"),
            ("Query", "teaching"),
            ("Query", "why"),
            ("Query", "whyNot"),
            ("Journey", "interests"),
            ("Mutation", "answerQuestion"),
            ("Mutation", "confirmCase"),
            ("Mutation", "decideCase"),
            ("Mutation", "eraseCustomer"),
            ("Mutation", "judge"),
            ("Mutation", "overruleCase"),
            ("Mutation", "reopenCase"),
            ("Mutation", "revokeJudgement"),
            ("Mutation", "unmerge"),
        ),
        MADE_OF_JOURNAL,
    ),
    **dict.fromkeys(
        (
            ("Query", "erasures"),
            ("Query", "resolveRecord"),
            ("Query", "reviewQueue"),
            ("Query", "search"),
            ("Quarantine", "counts"),
            ("Quarantine", "days"),
            ("Quarantine", "rejections"),
            ("SharedIdentifier", "users"),
            ("SourceQuality", "history"),
            ("SourceQuality", "trend"),
            ("Mutation", "claimCase"),
            ("Mutation", "releaseCase"),
        ),
        LOOKED_UP,
    ),
    ("Mutation", "trainModel"): TRAINED,
}
"""What costs more than the objects that it returns: all that threads work on, see `blocking`."""

BOUNDED: Mapping[tuple[str, str], Cost] = {
    ("Query", "neighbourhood"): Cost(slicing=("limit",), sized=("nodes", "steps"), assumed=100),
    ("ReferralNetwork", "nodes"): Cost(assumed=MOST_AROUND),
    ("ReferralNetwork", "edges"): Cost(assumed=MOST_AROUND),
    ("CustomerPath", "customers"): Cost(assumed=LONGEST_PATH + 1),
    ("CustomerPath", "steps"): Cost(assumed=LONGEST_PATH),
}
"""Lists that no `first` bounds, with how many objects are in them at most."""

FREE = Cost()
"""Of a field that costs nothing but its objects, of which there is one."""


def cost_of(field: GraphQLField) -> Cost:
    """What a field of a schema costs."""
    found: Cost = field.extensions.get(_COST, FREE)
    return found


def publish_costs(schema: GraphQLSchema) -> None:
    """Settle what the fields of a schema cost, and say so in its printed form."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
            for name, field in type_.fields.items():
                cost = _settled(type_, name, field)
                field.extensions[_COST] = cost
                declared = field.extensions["strawberry-definition"]
                others = [each for each in declared.directives if not isinstance(each, _OURS)]
                declared.directives = [*others, *cost.directives]


def _settled(type_: GraphQLObjectType, name: str, field: GraphQLField) -> Cost:
    bounded = BOUNDED.get((type_.name, name))
    if bounded is not None:
        return bounded
    scans = name in SCANS and type_.name.endswith("Connection")
    weight = WEIGHTS.get((type_.name, name), SCAN_COST if scans else 0)
    target = get_named_type(field.type)
    if not is_object(target):
        return Cost(weight)
    if IDS in field.args:
        return Cost(weight, (IDS,))
    slicing = tuple(name for name in SLICING if name in field.args)
    sized = () if _is_list(field.type) or not slicing else _lists_in(target)
    assumed = field.args["first"].default_value if "first" in slicing else None
    return Cost(weight, slicing, sized, assumed)


def _lists_in(type_: Any) -> tuple[str, ...]:
    """The fields of a page that hold its objects."""
    fields = getattr(type_, "fields", {}).items()
    return tuple(
        name
        for name, each in fields
        if _is_list(each.type) and is_object(get_named_type(each.type)) and not {*SLICING} & each.args.keys()
    )


def _is_list(type_: Any) -> bool:
    return isinstance(type_.of_type if isinstance(type_, GraphQLNonNull) else type_, GraphQLList)
