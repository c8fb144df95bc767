"""Which of several addresses of a row is taken: parts of one are never put together with those of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from graph.model.attributes import ADDRESS_PARTS
from graph.words.folding import words
from ingest.proposing.entries.fields.feeding import Columns
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import Meaning

_OF_PERSONS = ("given_name", "middle_name", "family_name", "full_name")
_NAMES = (*_OF_PERSONS, "company")

_ELSEWHERE = words(
    """
    shipping ship delivery liefer lieferung versand livraison envio spedizione entrega teslimat other second
    secondary work business
    """
)
"""Words of addresses where somebody else may live."""

_NEARLY_AS_FULL = 0.75


def of_one_address(columns: Columns) -> list[list[Meaning]]:
    """What columns may mean without the parts of other addresses, nor their names where there are more."""
    taken = _taken(columns)
    if not taken:
        return [list(meanings) for meanings in columns]
    named = [it for it in _likeliest(columns) if it.concept in _NAMES]
    kept: dict[str, tuple[str, ...]] = dict.fromkeys(ADDRESS_PARTS, ("", taken))
    if any(which_address(it) in ("", taken) for it in named):
        kept |= dict.fromkeys(_NAMES, ("", taken))
    if any(it.concept in _OF_PERSONS and not which_address(it) for it in named):
        kept |= dict.fromkeys(_OF_PERSONS, ("",))  # who receives the goods may be somebody else
    return [
        [it for it in meanings if it.concept not in kept or which_address(it) in kept[it.concept]]
        for meanings in columns
    ]


def _taken(columns: Columns) -> str:
    """The words of the address with most parts filled, one where people live before others."""
    filled: dict[str, Counter[str]] = {}
    for it in _likeliest(columns):
        if it.concept in ADDRESS_PARTS and (which := which_address(it)):
            part = filled.setdefault(which, Counter())
            part[it.concept] = max(part[it.concept], round(100 * it.column.fill))
    most = max((part.total() for part in filled.values()), default=0)
    full = [which for which, part in filled.items() if part.total() >= _NEARLY_AS_FULL * most]
    return min(full, key=_is_elsewhere, default="")


def further_lines(first: Column, columns: Iterable[Column]) -> list[Column]:
    """The columns of further lines of an address, in their order, some of them with something in them: those
    that are called like the first, with a higher number."""
    stem = first.name.rstrip("1")
    if stem == first.name:
        return []
    numbered = {column.name: column for column in columns}
    lines = [numbered[name] for number in range(2, 10) if (name := f"{stem}{number}") in numbered]
    return lines if sum(bool(column.texts) for column in lines) > 1 else []


def is_elsewhere(meaning: Meaning) -> bool:
    """Whether a header says that it is of an address where somebody else may live."""
    return _is_elsewhere(which_address(meaning))


def _is_elsewhere(which: str) -> bool:
    return not _ELSEWHERE.isdisjoint(which.split())


def _likeliest(columns: Columns) -> Iterable[Meaning]:
    return (meanings[0] for meanings in columns if meanings)


def which_address(meaning: Meaning) -> str:
    """The words by which a header tells its address from others."""
    told = said(meaning.column.name)
    of_work = "business" if ("company", "business") in told.words and meaning.concept in ADDRESS_PARTS else ""
    return " ".join(filter(None, (told.words_of(("address of", "shipment")), of_work)))
