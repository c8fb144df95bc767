"""Rows in lists of JSON objects, as programs answer: `{"count": 2, "customers": [{…}, {…}], "next": …}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.words.folding import words
from ingest.mapping.paths import walk
from ingest.proposing.meaning.header_tokens import words_in
from ingest.proposing.meaning.headers import said

_OF_A_ROW = frozenset(("number", "name", "email", "full name", "family name", "order", "customer"))
"""Senses of what an object says that is a row itself, as an order with its items is."""

_OF_ONE = words("user visitor account phone recipient caller contact company title device session")
"""Senses of what tells one row from another where it differs between objects: users with their orders."""

_OF_LISTS = frozenset(("group", "campaign", "page", "count"))
"""Senses of what whole lists are of: the number of an audience, or of a page, is that of no row."""

_OF_PAGES = words("page pages pageable size limit offset elements cursor sort")
"""Words of what says where a page is among others: `totalPages`, `size`, `pageable`."""
_MAY_BE_OF_PAGES = words("number nr no numero nummer first last empty total")
"""What says so beside these, or by itself beside a list of whatever: the `number` of a page."""
_A_PAGE = 3
"""How many times as many things a page says of itself as those that only pages say, at most."""
_OF_WHATEVER = words("content contents results result data rows records entries elements values hits")

_WITH_LINES = frozenset(("order", "invoice", "transaction"))
_LINES = frozenset(("line", "product"))
"""Senses of lists of documents, and of those in documents: what stands beside these is of all lines."""

_LINKS = ("http://", "https://", "/")

PAGES = 20
"""Objects by which it is told whether rows are in lists of them."""
_PLAINLY = 0.9
"""How sure a sense is that a header has plainly."""


def list_of_rows(pages: Sequence[Mapping[str, Any]]) -> str:
    """The path of the list that has the rows of the first objects of a file; empty where objects are rows.

    All objects have it, say less beside it than its elements do, and nothing that only a row says or that
    tells one object from the others.
    """
    found = [dict(_lists(page, "")) for page in pages]
    counts = {
        path: sum(len(lists[path]) for lists in found)
        for path in (found[0] if found else ())
        if all(path in lists for lists in found)
    }
    path = max(counts, key=lambda path: counts[path], default="")
    if not counts.get(path) or any(_differs(name, pages) for name in _beside(pages[0])) or _hold_rows(pages):
        return ""
    told = zip(pages, found, strict=True)
    if any(_is_row(page, lists[path]) for page, lists in told if lists[path]):
        return ""
    elements = [it for lists in found for it in lists[path]][:PAGES]
    inner = "" if _says_more(elements[0]) or _are_documents(path, elements[0]) else list_of_rows(elements)
    return f"{path}.{inner}" if inner else path


def lists_of_rows(pages: Sequence[Mapping[str, Any]]) -> list[str]:
    """The paths of all lists beside each other in the first objects of a file whose elements say several
    things, that with the rows first; none where objects are rows."""
    first = list_of_rows(pages) if pages else ""
    if not first:
        return []
    found: dict[str, None] = {first: None}
    for page in pages:
        for path, elements in _lists(page, ""):
            if elements and len(elements[0]) > 1 and not f"{first}.".startswith(f"{path}."):
                found[path] = None
    return [*found]


def _is_row(page: Mapping[str, Any], elements: Sequence[Mapping[str, Any]]) -> bool:
    beside = list(_beside(page))
    return len(beside) >= max(map(len, elements)) or any(map(_tells_a_row, beside))


def _hold_rows(pages: Sequence[Mapping[str, Any]]) -> bool:
    """Whether each of several objects holds a row with its lists: `{"node": {"id": 7, "items": [{…}]}}`."""
    told = filter(_tells_a_row, _beside_within(pages[0]))
    return any(len({str(walk(page, name.split("."))) for page in pages}) > 1 for name in told)


def _says_more(element: Mapping[str, Any]) -> bool:
    """Whether an element of a list is a row itself, as far as objects in it say; what stands beside a list in
    an element would be lost."""
    objects = any(isinstance(element[name], Mapping) for name in _beside(element))
    return objects or any(map(_tells_a_row, _beside_within(element)))


def _are_documents(path: str, element: Mapping[str, Any]) -> bool:
    """Whether the elements of a list are orders or invoices with their lines, and say something beside
    these."""
    called = _plain_senses(path.rpartition(".")[2])
    if called & _OF_LISTS:
        return False
    has_lines = any(_plain_senses(name) & _LINES for name, _ in _lists(element, ""))
    return (has_lines or bool(called & _WITH_LINES)) and any(map(_plain_senses, _beside(element)))


def _tells_a_row(name: str) -> bool:
    senses = _plain_senses(name)
    return bool(senses & _OF_A_ROW) and not senses & _OF_LISTS


def _differs(name: str, pages: Sequence[Mapping[str, Any]]) -> bool:
    """Whether what is called so tells several objects apart, as users are told, and no pages."""
    values = {str(page.get(name)) for page in pages}
    return len(values) > 1 and bool(_plain_senses(name) & _OF_ONE)


def _plain_senses(name: str) -> set[str]:
    return {sense for sense, sure in said(name).senses.items() if sure >= _PLAINLY}


def _beside(row: Mapping[str, Any]) -> Iterator[str]:
    """The names of what the object says beside its lists, and the objects that have one: no links to other
    pages, nothing of where it is among these, and nothing that is empty."""
    of_a_page = _of_a_page(row)
    for name, value in row.items():
        is_link = isinstance(value, str) and value.startswith(_LINKS)
        has_lists = isinstance(value, list) or (isinstance(value, Mapping) and bool(dict(_lists(value, ""))))
        if not (value is None or is_link or has_lists or name in of_a_page):
            yield name


def _of_a_page(row: Mapping[str, Any]) -> set[str]:
    """The names of what an object says of itself as one of several pages."""
    lists = [name for name, value in row.items() if isinstance(value, list)]
    told = {name: set(words_in(name)) for name in row if not isinstance(row[name], list | str)}
    of_pages = {name for name, several in told.items() if several & _OF_PAGES}
    may_be = {name for name, several in told.items() if several and several <= _MAY_BE_OF_PAGES}
    beside = row.keys() - lists
    alone = may_be == beside and any(name.lower() in _OF_WHATEVER for name in lists)
    mostly = of_pages and _A_PAGE * len(of_pages) >= len(beside)  # of an order, some `tz_offset` may be told
    return of_pages | may_be if mostly or alone else of_pages


def _beside_within(row: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """The same of the objects in an object that have lists, by their paths."""
    for name, value in row.items():
        if isinstance(value, Mapping) and dict(_lists(value, "")):
            yield from (f"{before}{name}.{it}" for it in _beside(value))
            yield from _beside_within(value, f"{before}{name}.")


def _lists(row: Mapping[str, Any], before: str) -> Iterator[tuple[str, list[Any]]]:
    """Lists of objects, by their paths."""
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from _lists(value, f"{before}{name}.")
        elif isinstance(value, list) and all(isinstance(it, Mapping) for it in value):
            yield f"{before}{name}", value
