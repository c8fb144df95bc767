"""The statements of a list: a page of it, how many there are, numbers over all of them, and over groups."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.gql.compile.filters.conditions import ArgumentPlace, Conditions, has_index, tells, ways
from api.gql.compile.lists.arguments import ListArguments, Term, edge_key, edge_value
from api.gql.compile.lists.grouping import Grouping, grouping_text
from api.gql.compile.lists.numbers import Number
from api.gql.compile.lists.people import person_of
from api.gql.compile.statement.columns import Scope, as_time, stored
from api.gql.compile.statement.drafts import Source, StatementPart, constant
from api.gql.compile.statement.fragments import Fragment
from api.gql.kinds.names import (
    LINKS,
    edge_measures_of,
    in_currencies,
    measures_of,
)
from graph.model.links import Link
from graph.words.camel import snake

_MERGED = {
    "last_seen": "max({value})",
    "count": "sum({value})",
    "valid_to": "CASE WHEN count({value}) < count(*) THEN null ELSE max({value}) END",
}
"""How a property of several edges to one node becomes one; the least or earliest of others."""


class Listing:
    """The statements of one list, for arguments of one form. `asked` reads those of a request.

    `protected` adds what tells of how many people numbers are.
    """

    def __init__(self, asked: ListArguments, read: Any, *, protected: bool) -> None:
        self._asked = asked
        self._link = asked.link
        self._read = read
        self._person = person_of(asked.link) if protected else None
        self._measures = measures_of(asked.link.end)

    def page(self) -> StatementPart:
        """One row more than the page has, in order: `_node`, `_edge` or its values, `_key` and `_ties`."""
        conditions, asked = self._conditions(), self._asked
        behind = self._behind(conditions)
        by_index = self._link.over is None and asked.key is None
        far = self._far()
        near = {name: value for name, value in asked.filter.items() if name not in far}
        texts = [self._matched(conditions, behind if by_index else [], near)]
        if self._link.merged:
            texts.append(f"WITH {self._rows()}")
        texts.append(f"WITH {', '.join(self._names())}, {asked.key.text if asked.key else 'null'} AS _key")
        if behind and not by_index:
            texts.append(f"WHERE {' AND '.join(behind)}")
            texts.append(f"WITH {', '.join([*self._names(), '_key'])}")
        terms = [Term("_key", asked.key.descending), *asked.ties] if asked.key else asked.ties
        order = f"ORDER BY {', '.join(self._ordered(term) for term in terms)}"
        rows = f"WITH {', '.join([*self._names(), '_key'])}"
        if far:
            found = conditions.on_nodes(self._link.end, far, ArgumentPlace(("filter",)))
            texts += [order, rows, f"WHERE {' AND '.join(found)}", rows, "LIMIT $limit", rows, order]
        else:
            texts += [order, "LIMIT $limit"]
        ties = ", ".join(term.text for term in asked.ties)
        texts.append(f"WITH {', '.join(self._names())}, _key, [{ties}] AS _ties")
        conditions.sources["limit"] = lambda variables: self._read(variables).size + 1
        return self._written(texts, conditions)

    def keys(self, most: int) -> StatementPart:
        """`_answer`: the ids of the nodes, in their order, at most so many."""
        conditions = self._conditions()
        texts = [self._matched(conditions), "WITH _node.id AS _answer", "ORDER BY _answer", "LIMIT $limit"]
        conditions.sources["limit"] = constant(most)
        return self._written(texts, conditions)

    def total(self) -> StatementPart:
        """`_answer`: how many edges or nodes there are, and of how many people they are."""
        conditions = self._conditions()
        texts = [self._matched(conditions)]
        if self._link.merged:
            texts.append(f"WITH {self._rows()}")
        if self._person is None:
            texts += ["WITH count(*) AS _times", "WITH [_times, null] AS _answer"]
        else:
            texts += ["WITH _node, count(*) AS _times", *self._person.texts(["_times"])]
            texts += ["WITH sum(_times) AS _times, count(DISTINCT _who) AS _people"]
            texts += ["WITH [_times, _people] AS _answer"]
        return self._written(texts, conditions)

    def summary(self, numbers: Sequence[Number]) -> StatementPart:
        """`_answer`: how many nodes, of how many people and in how many currencies, and the numbers."""
        conditions = self._conditions()
        texts = [*self._distinct(conditions), f"WITH {', '.join(self._computed(numbers))}"]
        texts.append(f"WITH [{', '.join(self._told(numbers))}] AS _answer")
        return self._written(texts, conditions)

    def edge_summary(self, numbers: Sequence[Number]) -> StatementPart:
        """`_answer`: how many edges, of how many people and in how many currencies, and the numbers."""
        link, conditions = self._link, self._conditions()
        texts = [self._matched(conditions)]
        if link.merged:
            texts.append(f"WITH {self._rows()}")
        names = list(dict.fromkeys(each.property_name for each in numbers))
        texts.append(f"WITH _node, [{', '.join(edge_value(link, name) for name in names)}] AS _carried")
        if self._person:
            texts.append("WITH _node, collect(_carried) AS _all")
            texts += [*self._person.texts(["_all"]), "UNWIND _all AS _carried"]
        people = "count(DISTINCT _who)" if self._person else "null"
        # an amount on an edge is in the currency of where the edge begins
        owners = {start for start, _ in link.over.endpoints} if link.over else set()
        several = link.end in owners and in_currencies(link.end)
        told = ["count(*)", people, "count(DISTINCT _node.currency)" if several else "0"]
        measures = edge_measures_of(link.over.type) if link.over else self._measures
        told += [each.text(f"_carried[{names.index(each.property_name)}]", measures) for each in numbers]
        texts.append(f"WITH [{', '.join(told)}] AS _answer")
        return self._written(texts, conditions)

    def groups(self, grouping: Grouping, numbers: Sequence[Number]) -> StatementPart:
        """`_answer`: for each group its values and what `summary` has, in the order of the values."""
        conditions = self._conditions()
        values = [f"_by{place}" for place in range(len(grouping.by))]
        texts_by = (grouping_text(self._link.end, name) for name in grouping.by)
        grouped = [f"{text} AS {value}" for text, value in zip(texts_by, values, strict=True)]
        texts = [*self._distinct(conditions), f"WITH {', '.join([*grouped, *self._computed(numbers)])}"]
        texts.append(f"ORDER BY {', '.join(values)}")
        texts.append("LIMIT $groups")
        told = ", ".join(self._told(numbers))
        texts.append(f"WITH collect([[{', '.join(values)}], {told}]) AS _answer")
        conditions.sources |= {"groups": grouping.first, "zone": grouping.zone}
        return self._written(texts, conditions)

    def _conditions(self) -> Conditions:
        begins = None if self._link.over else list[str]()
        return Conditions(lambda variables: self._read(variables).meant, self._asked.declared, unwound=begins)

    def _written(self, texts: list[str], conditions: Conditions) -> StatementPart:
        part = Fragment("\n".join(texts))
        used = {name: source for name, source in conditions.sources.items() if part.takes(name)}
        return StatementPart(Fragment(part.text, tuple(used)), used)

    def _far(self) -> Mapping[str, Any]:
        """What of the filter of a list of all nodes is on nodes that it leads to.

        It is looked at in the order of the list until the page is full, not for all before they are ordered.
        """
        label = self._link.end
        asked = {} if self._link.over else self._asked.filter
        far = {name: value for name, value in asked.items() if (label, snake(name)) in LINKS and value}
        return {name: value for name, value in far.items() if _leads(value)}

    def _matched(
        self,
        conditions: Conditions,
        further: Sequence[str] = (),
        chosen: Mapping[str, Any] | None = None,
    ) -> str:
        asked, link = self._asked, self._link
        if chosen is None and (begins := self._far_start()):
            return self._matched_from(begins, conditions)
        chosen = asked.filter if chosen is None else chosen
        found = [] if tells(link, chosen) else [*ways(link, past=asked.past)]
        if link.over:
            found += conditions.on_edges(link, asked.over, ArgumentPlace(("over",)))
        found += [*conditions.on_nodes(link.end, chosen, ArgumentPlace(("filter",))), *further]
        lines = [*(conditions.unwound or ()), f"MATCH {link.pattern}"]
        return "\n".join(lines) + ("\nWHERE " + "\n  AND ".join(found) if found else "")

    def _far_start(self) -> str | None:
        """Of the filter of a list of all nodes the condition on others that they lead to, where an index
        finds those and none finds the nodes themselves."""
        label, asked = self._link.end, self._asked.filter
        if self._link.over or has_index(label, asked):
            return None
        ends = {name: LINKS[label, snake(name)].end for name in asked if (label, snake(name)) in LINKS}
        return next(
            (name for name, end in ends.items() if has_index(end, (asked[name] or {}).get("some") or {})),
            None,
        )

    def _matched_from(self, name: str, conditions: Conditions) -> str:
        """The same nodes, each once, begun at the other end: else all of a kind would be looked at."""
        label, place = self._link.end, ArgumentPlace(("filter",))
        chosen = self._asked.filter
        found = conditions.from_far(label, name, chosen[name], place.into(name))
        others = {**chosen, name: {**chosen[name], "some": None}}
        wanted = " AND ".join([found, *ways(self._link), *conditions.on_nodes(label, others, place)])
        return "\n".join([*(conditions.unwound or ()), wanted, "WITH DISTINCT _node"])

    def _rows(self) -> str:
        """What a row is made of where several edges may lead to one node."""
        link = self._link
        if not link.edge_properties:
            return "DISTINCT _node"
        carried = [each.name for each in link.edge_properties]
        kept = [f"{link.carries(name)} AS _of_{name}" for name in carried if name in edge_key(link)]
        merged = [f"{self._one(name)} AS _of_{name}" for name in carried if name not in edge_key(link)]
        return ", ".join(["_node", *kept, *merged])

    def _one(self, name: str) -> str:
        """What makes one value of those of several edges."""
        return _MERGED.get(name, "min({value})").format(value=self._link.carries(name))

    def _names(self) -> list[str]:
        link = self._link
        if link.merged:
            return ["_node", *(f"_of_{each.name}" for each in link.edge_properties)]
        return ["_node", "_edge"] if link.over else ["_node"]

    def _behind(self, conditions: Conditions) -> list[str]:
        """Conditions on a place behind the cursors; all nodes of a kind come from the index of the key."""
        asked = self._asked
        found = []
        for name, way in (("after", 1), ("before", -1)):
            if asked.given.get(name):
                found.append(self._beyond(conditions, name, way))
        if self._link.over is None and asked.key is None:
            conditions.sources["least"] = constant("")
            found[:0] = [f"{term.text} >= $least" for term in asked.ties]
        return found

    def _beyond(self, conditions: Conditions, name: str, way: int) -> str:
        """Whether a row lies on one side of a cursor."""
        terms = self._asked.terms
        texts = ["_key" if self._asked.key and not i else term.text for i, term in enumerate(terms)]
        text = ""
        for i in reversed(range(len(terms))):
            parameter = f"{name}{i}"
            conditions.sources[parameter] = self._part(name, i)
            sign = "<" if terms[i].descending is (way > 0) else ">"
            own = f"{texts[i]} {sign} ${parameter}"
            text = f"({own} OR ({texts[i]} = ${parameter} AND {text}))" if text else own
        return text

    def _part(self, name: str, place: int) -> Source:
        return lambda variables: self._read(variables).cursor(name).place[place]

    def _ordered(self, term: Term) -> str:
        return f"{term.text} DESC" if term.descending is not self._asked.backward else term.text

    def _distinct(self, conditions: Conditions) -> list[str]:
        """Each node once, and who it is of where that is of interest."""
        texts = [self._matched(conditions)]
        if self._link.over:
            texts.append("WITH DISTINCT _node")
        return texts if self._person is None else [*texts, *self._person.texts()]

    def _computed(self, numbers: Sequence[Number]) -> list[str]:
        """What is computed over nodes: how many, of whom and in how many currencies, and the numbers."""
        found = ["count(_node) AS _count"]
        if self._person:
            found.append("count(DISTINCT _who) AS _people")
        if in_currencies(self._link.end):
            found.append("count(DISTINCT _node.currency) AS _currencies")
        values = [stored(self._link.end, each.property_name) for each in numbers]
        computed = [each.text(value, self._measures) for each, value in zip(numbers, values, strict=True)]
        return found + [f"{text} AS _number{i}" for i, text in enumerate(computed)]

    def _told(self, numbers: Sequence[Number]) -> list[str]:
        """The answer of what was computed, times as text."""
        own = ["_count", "_people" if self._person else "null"]
        own.append("_currencies" if in_currencies(self._link.end) else "0")
        times = {each.name for each in self._measures.times}
        names = [(f"_number{i}", each.property_name in times) for i, each in enumerate(numbers)]
        return [*own, *(as_time(name) if is_time else name for name, is_time in names)]


def _leads(value: Mapping[str, Any]) -> bool:
    return any(value.get(name) is not None for name in ("some", "none"))


def edge_scope(link: Link, variables: Mapping[str, str]) -> Scope:
    """What the fields of an edge are read from, by the variables of a page."""
    if link.merged:
        return Scope(values={each.name: variables[f"of_{each.name}"] for each in link.edge_properties})
    made = {name: text.replace("_edge.", f"{variables['edge']}.") for name, text in link.carried}
    return Scope(edge=(variables["edge"], link.over.type) if link.over else None, values=made)
