"""Which part of a statement each field stands for that leads from an object to others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.gql.compile.statement.fragments import Fragment, packaged
from graph.model.relations import relations


@dataclass(frozen=True)
class Relation:
    """Rows that a field leads to, from the node `_start`.

    `node` is the variable of the node that the field's type mirrors, `edge` that of an edge with its type,
    `objects` those of nodes by field. What else the type holds are values of the same name. `fixed` are
    parameters that no argument gives; `needs` arguments that must be written out in the operation so. `start`
    is a node kind and the attribute that has its key or several, where the type itself mirrors no node.
    `paged` are the rows of a page: of one without cursors, whose nodes alone are asked for.
    """

    fragment: str
    node: str | None = None
    edge: tuple[str, str] | None = None
    objects: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    needs: Mapping[str, Any] = field(default_factory=dict)
    start: tuple[str, str] | None = None
    paged: bool = False

    @property
    def part(self) -> Fragment:
        """The part of a statement."""
        return packaged(f"relation/{self.fragment}")


@dataclass(frozen=True)
class Choice:
    """One of several relations, by the value of an argument."""

    argument: str
    relations: Mapping[str, Relation]


HUB = 5_000
"""Customers brought from which the earliest may be found sooner among those of everybody, in the order of an
index."""


def _referrals(fragment: str) -> Relation:
    return Relation(
        fragment,
        edge=("referral", "REFERRED"),
        objects={"customer": "customer"},
        fixed={"hub": HUB},
        needs={"depth": 1, "after": None, "last": None, "before": None},
        paged=True,
    )


def _references(attribute: str) -> Relation:
    return Relation("customer_current", node="customer", start=("Customer", attribute))


_REFERENCE = _references("customer_id")
_REACHED = Relation("customer_itself", node="customer", start=("Customer", "customer_id"))
_REFERRALS = {"out": _referrals("customer_referred"), "in": _referrals("customer_referrers")}

RELATIONS: Mapping[tuple[str, str], Relation | Choice] = {
    **{(it.label, it.name): Relation(it.query.name.partition("/")[2], node=it.node) for it in relations()},
    ("Customer", "former_ids"): Relation("customer_aliases"),
    ("Customer", "identifiers"): Relation("customer_identifiers"),
    ("Customer", "consents"): Relation("customer_consents"),
    ("Customer", "referrals"): Choice("direction", _REFERRALS),
    ("Customer", "household"): Relation(
        "customer_households", node="household", fixed={"past": False, "first": 1}
    ),
    ("SourceRecord", "identifiers"): Relation("record_identifiers"),
    ("SourceRecord", "customer"): Relation("record_customer", node="customer"),
    ("Referral", "customer"): _REACHED,
    ("ReferralNode", "customer"): _REACHED,
    ("TreeCustomer", "customer"): _REFERENCE,
    ("RankedCustomer", "customer"): _REFERENCE,
    ("CustomerPath", "customers"): Relation("customer_itself", node="customer", start=("Customer", "ids")),
    ("CampaignSeeds", "customers"): _references("customer_ids"),
    ("Advocate", "customer"): _REFERENCE,
    ("SearchHit", "customer"): _REFERENCE,
    ("Neighbour", "customer"): _REACHED,
    ("CustomerChange", "customer"): _REFERENCE,
    ("Member", "customer"): _REFERENCE,
    ("Query", "identity_runs"): Relation("identity_runs", node="run"),
    ("Query", "search"): Relation("search_hits", objects={"customer": "customer"}),
}
"""By GraphQL type and name of the field in Python."""


def referrals_of(way: str) -> Relation:
    """Referrals to (`out`) or from (`in`) a customer."""
    return _REFERRALS[way]
