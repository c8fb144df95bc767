"""Rule links in a look-up: what `evidence/rule_links_sql.py` finds for a run, of one record and those that
share an identifier value with it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

from graph.identity.evidence import births
from graph.identity.evidence import contradictions as is_
from graph.identity.evidence.namesakes import UNDATED_NAMESAKES
from graph.identity.evidence.persons import DESCRIBED
from graph.identity.evidence.relatives import NO_KINDS, FamilyKinds
from graph.identity.evidence.rule_links import kind_rules
from graph.identity.evidence.rule_links_sql import (
    ALL_PAIRS,
    DECIDING,
    EVERYBODY,
    MANY_SPELLINGS,
    OWN_ADDRESS,
    SAID,
    SPELLING,
)
from graph.identity.lookup.sharing import Value
from graph.identity.lookup.sql_in_python import Condition, Row, python_function
from graph.identity.rules import Rules

_DESCRIBED = python_function(DESCRIBED, "p")


@dataclass(frozen=True)
class ValueUser:
    """A person who uses an identifier value, and when."""

    person: Row
    first_seen: datetime | None
    last_seen: datetime | None

    @property
    def record_id(self) -> str:
        """Its record."""
        return str(self.person["record_id"])

    @property
    def named(self) -> bool:
        """Whether the given name, or the organization, is known."""
        return self.person["given"] is not None or self.person["organization"] is not None

    @property
    def described(self) -> bool:
        """Whether the record says anything of who it is."""
        return bool(_DESCRIBED(self.person))


@dataclass(frozen=True)
class _Value:
    """An identifier value with the rule of its kind and all that use it; `people` are the distinct ones, of
    whom `at_once`, by entity type, use it within the rule's window. Of a value with very many, `people` is
    empty, and they count as EVERYBODY."""

    rule: Row
    value: str
    users: Sequence[ValueUser]
    people: Sequence[ValueUser]
    at_once: dict[str, int]

    @property
    def owners(self) -> int:
        """How many decide whether it is shared: firms, where it is used by one, else people."""
        return next((self.at_once[type_] for type_ in DECIDING if type_ in self.at_once), 0)

    def linking(self, limit: float) -> _Value:
        """The same without users of a type of which more than that are."""
        users = [user for user in self.users if self.at_once.get(user.person["entity_type"], 0) <= limit]
        return replace(self, users=users)

    def is_hub(self, user: ValueUser) -> bool:
        """Whether everybody is paired with this user, where many use the value."""
        if self.people:
            return any(person.record_id == user.record_id for person in self.people)
        return user is min(self.users, key=lambda other: (_values(other), other.record_id))


@dataclass(frozen=True)
class FoundLinks:
    """What the values of a record come to: `kinds` are, by other record, the sorted identifier kinds by which
    rules link the two; `shared` are the values that link nobody, with the people who use them."""

    kinds: dict[str, tuple[str, ...]]
    shared: dict[Value, int]


class RuleLinks:
    """The rules for identifiers."""

    def __init__(
        self,
        rules: Rules,
        families: FamilyKinds = NO_KINDS,
        overruled: Collection[tuple[str, str]] = (),
    ) -> None:
        """Values (kind, value) that stewards `overruled` link however many use them."""
        self._families = families
        self._overruled = frozenset(overruled)
        self._kinds = {rule["kind"]: rule for rule in kind_rules(rules).to_pylist()}
        self._two_people: Condition = python_function(is_.TWO_PEOPLE, "l", "r")
        self._two_holders: Condition = python_function(is_.TWO_HOLDERS, "l", "r")
        self._family_differs: Condition = python_function(is_.FAMILY_DIFFERS, "l", "r")
        self._doubtful: Condition = python_function(is_.DOUBTFUL, "l", "r")
        self._named_apart: Condition = python_function(is_.NAMED_APART, "l", "r")
        self._undated: Condition = python_function(UNDATED_NAMESAKES, "l", "r")
        self._two_spellings: Condition = python_function(is_.TWO_SPELLINGS, "l", "r")
        self._own_address = python_function(OWN_ADDRESS.format(kind="v.kind", value="v.value"), "l", "r", "v")
        self._birth_equal: Condition = python_function(births.BIRTH_EQUAL, "l", "r")

    def found(self, asked: Row, others: Iterable[Row]) -> FoundLinks:
        """What the values that the one asked for uses come to, with all who use them."""
        users: dict[tuple[str, str], list[ValueUser]] = defaultdict(list)
        persons = [asked, *others]
        for person in persons:
            for use in person["used"] or ():
                users[use["kind"], use["value"]].append(
                    ValueUser(person, use["first_seen"], use["last_seen"])
                )
        linked: dict[str, set[str]] = defaultdict(set)
        shared: dict[Value, int] = {}
        for use in asked["used"] or ():
            kind, value = use["kind"], use["value"]
            of_value = users[kind, value]
            if kind not in self._kinds or len(of_value) < 2:
                continue
            found, limit = self._value(kind, value, of_value), self._limit(kind, value)
            if found.owners > limit:
                shared[kind, value] = found.owners
                continue
            for other in self._linked(found.linking(limit), asked["record_id"]):
                linked[other].add(kind)
        return FoundLinks({other: tuple(sorted(kinds)) for other, kinds in linked.items()}, shared)

    def two_people(self, left: Row, right: Row) -> bool:
        """Whether two who say who they are must be two, although shared identifiers bring them together."""
        return bool(_DESCRIBED(left) and _DESCRIBED(right) and self._named_apart(left, right))

    def _limit(self, kind: str, value: str) -> float:
        return math.inf if (kind, value) in self._overruled else float(self._kinds[kind]["people"])

    def _value(self, kind: str, value: str, users: Sequence[ValueUser]) -> _Value:
        """The value with its people."""
        rule = self._kinds[kind]
        spellings = _spellings(users)
        if len(spellings) > MANY_SPELLINGS:
            return _Value(rule, value, users, (), {EVERYBODY: len(spellings)})
        people: list[ValueUser] = []
        for place, spelling in enumerate(spellings):
            if not any(self._fits(rule, earlier, spelling) for earlier in spellings[:place]):
                people.append(spelling)
        of_types: dict[str, list[ValueUser]] = defaultdict(list)
        for one in people:
            of_types[one.person["entity_type"]].append(one)
        days = rule["window_days"]
        at_once = {type_: max(_at_once(one, of, days) for one in of) for type_, of in of_types.items()}
        return _Value(rule, value, users, people, at_once)

    def _linked(self, found: _Value, record_id: str) -> Iterable[str]:
        """The records that a value links to one of its users, who comes first."""
        if not found.users or found.users[0].record_id != record_id:
            return set()
        asked, *others = found.users
        linked = {other.record_id for other in others if self._paired(found, asked, other)}
        for user in found.users:
            for owner in () if user.described else _owners(found, user):
                if user is asked or owner.record_id == asked.record_id:
                    linked |= {user.record_id, owner.record_id}
        return linked - {asked.record_id}

    def _paired(self, found: _Value, asked: ValueUser, other: ValueUser) -> bool:
        """Where many use a value, everybody is paired with the first record of each person, or of all."""
        many = len(found.users) > ALL_PAIRS
        for left, right in ((asked, other), (other, asked)):
            meets = found.is_hub(right) if many else left.record_id < right.record_id
            if meets and self._together(found, left, right):
                return True
        return False

    def _together(self, found: _Value, left: ValueUser, right: ValueUser) -> bool:
        if self._apart(found.rule, left, right):
            return False
        persons = left.person, right.person
        born_alike = bool(self._birth_equal(*persons))
        clear = (left.named and right.named) or len(found.people) <= 1 or born_alike
        if not clear or found.rule["strong"]:
            return clear
        kind = found.rule["kind"]
        if kind in self._families.alike and self._two_spellings(*persons):
            return False
        if kind in self._families.equal and self._undated(*persons):
            return False
        own = self._own_address(*persons, {"kind": kind, "value": found.value})
        return not self._doubtful(*persons) or born_alike or bool(own)

    def _apart(self, rule: Row, left: ValueUser, right: ValueUser) -> bool:
        differ = self._two_holders if rule["exclusive"] else self._two_people
        return bool(differ(left.person, right.person))

    def _fits(self, rule: Row, left: ValueUser, right: ValueUser) -> bool:
        """Whether two spellings may be of one person."""
        given = left.person["given"]
        return not self._apart(rule, left, right) and (
            not self._family_differs(left.person, right.person)
            or self._birth_equal(left.person, right.person)
            or (given is not None and given == right.person["given"])
        )


def _spellings(users: Iterable[ValueUser]) -> list[ValueUser]:
    """One user for each way in which they are written, the most complete first."""
    groups: dict[tuple[object, ...], list[ValueUser]] = defaultdict(list)
    for user in users:
        if user.described:
            groups[tuple(user.person[column] for column in SPELLING)].append(user)
    spellings = [
        ValueUser(
            min(group, key=_said).person,
            min((user.first_seen for user in group if user.first_seen), default=None),
            max((user.last_seen for user in group if user.last_seen), default=None),
        )
        for group in groups.values()
    ]
    return sorted(
        spellings,
        key=lambda user: (not user.named, -len(user.person["birth_date"] or ""), _stated(user, SPELLING)),
    )


def _stated(user: ValueUser, columns: Iterable[str]) -> tuple[Any, ...]:
    """What a user says, to be sorted as DuckDB sorts it."""
    return tuple((user.person[column] is None, user.person[column] or "") for column in columns)


def _said(user: ValueUser) -> tuple[Any, ...]:
    """As `rule_links_sql` orders users who are written alike."""
    return *_stated(user, (column for column in SAID if column != "own")), _values(user), user.record_id


def _values(user: ValueUser) -> list[str]:
    return sorted(f"{use['kind']}:{use['value']}" for use in user.person["used"] or ())


def _at_once(one: ValueUser, people: Sequence[ValueUser], days: int | None) -> int:
    """How many people used a value within so many days from when `one` first did; without a window, all."""
    if days is None:
        return len(people)
    start = one.first_seen
    end = start and start + timedelta(days=days)
    return sum(_not_after(other.first_seen, end) and _not_after(start, other.last_seen) for other in people)


def _owners(found: _Value, user: ValueUser) -> Iterable[ValueUser]:
    """Whose value it is when a nameless record uses it: who had it at the time, or whose name it holds."""
    people = found.people
    if len(people) <= 1:
        return
    if not any(
        _not_after(one.first_seen, other.last_seen) and _not_after(other.first_seen, one.last_seen)
        for one, other in combinations(people, 2)
    ):
        at_the_time = [person for person in people if _met(user, person)]
        if len(at_the_time) == 1:
            yield at_the_time[0]
    held = found.value.split("@")[0]
    givens = [(person, person.person["given"] or "") for person in people]
    named = [person for person, given in givens if len(given) > 2 and given in held]
    if found.rule["kind"] == "email" and len(named) == 1:
        yield named[0]


def _met(one: ValueUser, other: ValueUser) -> bool:
    """Whether two are known to have used a value at one time."""
    known = one.first_seen and one.last_seen and other.first_seen and other.last_seen
    return bool(
        known and _not_after(other.first_seen, one.last_seen) and _not_after(one.first_seen, other.last_seen)
    )


def _not_after(one: datetime | None, other: datetime | None) -> bool:
    """Whether one moment is not after another; unknown ones count as if they were."""
    return one is None or other is None or one <= other
