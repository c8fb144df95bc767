"""The rules of identity resolution: one YAML file, checked as a whole before a run starts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    DirectoryPath,
    Field,
    ValidationError,
    field_validator,
)

from graph.errors import RulesError
from graph.files.packaged_yaml import packaged_yaml
from graph.identity.rules_file import read_rules, wrong
from graph.model import MODEL
from graph.model.attributes import PERSON_PARTS
from graph.model.traits import is_name
from graph.nearest import nearest
from graph.patterns import Pattern
from graph.rules.interests import InterestRules
from graph.rules.lifecycle import LifecycleRules
from graph.rules.offers import OfferRules
from graph.rules.revenue import RevenueRules
from graph.rules.section import RulesSection
from graph.rules.value import ValueRules
from graph.settings import Settings
from graph.words.currencies import currency_of_country

LINKING_KINDS = tuple(kind.name for kind in MODEL.identifiers if kind.links)
_ATTRIBUTES = frozenset((*PERSON_PARTS, "address"))
OF_TRAITS = "traits."
"""What stands before the name of a trait among attributes."""


class Veto(StrEnum):
    """What forbids that two records are one person."""

    DOCUMENT = "document"
    BIRTH_AND_NAME = "birth_and_name"
    NAMES = "names"
    BIRTH_DATE = "birth_date"
    BIRTH_YEAR = "birth_year"
    TWINS = "twins"
    GIVEN_NAME = "given_name"
    GENDER = "gender"
    SUFFIX = "suffix"
    GENERATION = "generation"
    LISTED_TWICE = "listed_twice"
    ENTITY_TYPE = "entity_type"
    MAILBOXES = "mailboxes"
    COLLEAGUES = "colleagues"
    BRANCHES = "branches"
    HOUSES = "houses"
    OFFICES = "offices"


class Survivorship(StrEnum):
    """How one of several values of an attribute is chosen."""

    MOST_RECENT = "most_recent"
    MOST_FREQUENT = "most_frequent"
    SOURCE_PRIORITY = "source_priority"
    LONGEST = "longest"
    MOST_COMPLETE = "most_complete"


class BlockedValues(RulesSection):
    """Values of one identifier kind that never link."""

    exact: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    lists: tuple[Path, ...] = ()


class IdentifierRule(RulesSection):
    """How far an equal value of one identifier kind is evidence; see `rules.yaml`."""

    people: int = Field(ge=1)
    weight: float = Field(gt=0)
    strong: bool = False
    window_days: int | None = Field(None, ge=1)


class SparkRules(RulesSection):
    """Where Spark runs, for `engine: spark`; see `rules.yaml`."""

    master: str
    folder: DirectoryPath | None


class ClusterRules(RulesSection):
    """What a cluster may look like; see `rules.yaml`."""

    max_size: int = Field(ge=2)
    slack: float = Field(ge=0)
    review_band: float = Field(ge=0)


class HouseholdRules(RulesSection):
    """What makes a household of customers; see `rules.yaml`."""

    ties: tuple[str, ...]
    max_size: int = Field(ge=2)
    crowd: int = Field(ge=2)

    @field_validator("ties", mode="before")
    @classmethod
    def _known_ties(cls, given: Any) -> Any:
        return _refuse_unknown(given, {*LINKING_KINDS, "family_name"})


class SurvivorshipRules(RulesSection):
    """Survivorship by attribute, with a default."""

    default: Survivorship
    attributes: dict[str, Survivorship]

    @field_validator("attributes", mode="before")
    @classmethod
    def _known_attributes(cls, given: Any) -> Any:
        return _refuse_unknown(given, _ATTRIBUTES | _traits(given))


_OF_THE_GRAPH = {
    "alert_share",
    "spark",
    "survivorship",
    "sources",
    "lifecycle",
    "revenue",
    "interests",
    "value",
    "offers",
}
"""Rules that do not decide who is who."""


class Rules(RulesSection):
    """All rules in force."""

    threshold: Literal["auto"] | Annotated[float, Field(gt=0, lt=1)]
    engine: Literal["duckdb", "spark"]
    spark: SparkRules
    alert_share: float = Field(ge=0, le=1)
    blocked: dict[str, BlockedValues]
    identifiers: dict[str, IdentifierRule]
    vetoes: frozenset[Veto]
    exclusive_documents: tuple[str, ...]
    veto_noise: float = Field(ge=0, le=1)
    clusters: ClusterRules
    households: HouseholdRules
    survivorship: SurvivorshipRules
    sources: tuple[str, ...]
    lifecycle: LifecycleRules
    revenue: RevenueRules
    interests: InterestRules
    value: ValueRules
    offers: OfferRules

    @property
    def fingerprint(self) -> str:
        """Equal for rules that decide equally; blocked lists count with what they hold."""
        listed = [path.read_bytes() for values in self.blocked.values() for path in values.lists]
        stated = self.model_dump(mode="json", exclude=_OF_THE_GRAPH)
        stated["vetoes"] = sorted(stated["vetoes"])
        parts = (json.dumps(stated, sort_keys=True).encode(), *listed)
        return hashlib.blake2b(b"".join(len(p).to_bytes(8) + p for p in parts), digest_size=8).hexdigest()

    @field_validator("blocked", mode="before")
    @classmethod
    def _known_kinds(cls, given: Any) -> Any:
        return _refuse_unknown(given, {*LINKING_KINDS, "any"})

    @field_validator("identifiers", mode="before")
    @classmethod
    def _known_linking_kinds(cls, given: Any) -> Any:
        return _refuse_unknown(given, LINKING_KINDS)


def _traits(given: Any) -> set[str]:
    """The names that may be those of traits."""
    named = [name for name in given if isinstance(name, str)] if isinstance(given, dict) else []
    return {name for name in named if name.startswith(OF_TRAITS) and is_name(name.removeprefix(OF_TRAITS))}


def _refuse_unknown(given: Any, known: Collection[str]) -> Any:
    for name in given if isinstance(given, dict | list) else ():
        if name not in known:
            close = nearest(str(name), known)
            advice = f"did you mean `{close}`?" if close else f"known are {', '.join(sorted(known))}"
            raise ValueError(f"`{name}` is not known here: {advice}")
    return given


def rules_in_force(settings: Settings) -> Rules:
    """The rules of an installation: of its file where it has one, and of its country.

    Raises RulesError that names file, line and field of everything that is wrong.
    """
    return load_rules(settings.rules, settings.country)


def load_rules(path: Path | None = None, country: str = "DE") -> Rules:
    """The packaged rules, with those of the file at `path` in their place where it gives any. Revenue is
    in the currency of the `country` unless the file names one.

    Raises RulesError that names file, line and field of everything that is wrong.
    """
    if path is None:
        return _default_rules(country)
    given, node = read_rules(path)
    try:
        merged = _merge(_of_country(country), given)
        return _with_list_paths(Rules.model_validate(merged), path.parent)
    except ValidationError as error:
        raise wrong(path, node, error) from error


@cache
def _default_rules(country: str) -> Rules:
    return Rules.model_validate(_of_country(country))


@cache
def _of_country(country: str) -> Any:
    """The packaged rules, with the currency of a country."""
    own = {"revenue": {"currency": currency_of_country(country)}}
    return _merge(packaged_yaml("graph.identity", "rules.yaml"), own)


def _merge(base: Any, over: Any) -> Any:
    """The base with what is put over it; a key without a value, as the file's own, leaves what there is."""
    if over is None:
        return base
    if not (isinstance(base, dict) and isinstance(over, dict)):
        return over
    return base | {key: _merge(base.get(key), value) for key, value in over.items()}


def _with_list_paths(rules: Rules, folder: Path) -> Rules:
    """Blocked lists are named relative to the rules file and must exist."""
    blocked = {}
    for kind, values in rules.blocked.items():
        lists = tuple(folder / listed for listed in values.lists)
        for listed in lists:
            if not listed.is_file():
                raise RulesError(f"{folder}: blocked.{kind}.lists: no file {listed}.", "Correct the path.")
        blocked[kind] = values.model_copy(update={"lists": lists})
    return rules.model_copy(update={"blocked": blocked})
