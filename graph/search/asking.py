"""Searches of the index: words with typing errors, parts of names, identifiers and parts of them; ranked."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz import fuzz

from graph.search.words import LONGEST, digits, spelled, typed

if TYPE_CHECKING:
    import tantivy

_LOOKED_AT = 200
"""Customers that are compared with the question letter by letter; the others fit it less, word by word."""

_MOST_WORDS = 8
_EXACT, _WHOLE, _BEGINNING, _MISSPELLED, _PLACE, _INSIDE = 100.0, 10.0, 6.0, 4.0, 3.0, 2.0
"""What a word is worth, by how it is found."""

_ONE_ERROR, _TWO_ERRORS = 4, 8
"""Letters of a word from which so many typing errors are allowed in it."""

_ONE_ERROR_AT_LAST = 3
"""The same where nobody is found otherwise: a letter of four may be missing."""

_SHORTEST_PART = 3
"""Letters of a part of a word or key, at least."""

_PART = 4
"""Digits of a part of a number, at least, with zeros before it: `0175` is a beginning as people dial it."""


@dataclass(frozen=True)
class Question:
    """What is looked for: a text, the identifiers that it may be in full, and the country to look in."""

    text: str
    values: Sequence[str] = ()
    country: str | None = None
    first: int = 20


@dataclass(frozen=True)
class Hit:
    """A customer that was found, and how well it fits: 1 is best."""

    customer_id: str
    score: float


def found(index: tantivy.Index, question: Question) -> list[Hit]:
    """The customers that fit best, best first; those that fit equally well by their ids.

    All words have to be found. Who has them as they are asked for is looked up first, which is quick, and is
    the answer where nobody else could fit as well. Where no customer at all has a word, it is looked for
    inside other words; where there still is nobody, short words may be mistyped, too.
    """
    searcher, make = index.searcher(), _Queries(index)
    words = [] if "@" in question.text else _words(question.text)

    def looked_for(query: Any) -> Sequence[Any]:
        return searcher.search(query, max(_LOOKED_AT, question.first), count=False).hits if query else ()

    best = _ranked(searcher, looked_for(make.exactly(question, words)), question, words)
    if len(best) == question.first and best[-1].score > _otherwise_at_best(words):
        return best
    hits = looked_for(make.all_of(question, words))
    if not hits and words:
        unknown = {word for word in words if not looked_for(make.word(word))}
        hits = looked_for(make.all_of(question, words, unknown)) if unknown else ()
    if not hits and any(len(word.typed) == _ONE_ERROR_AT_LAST for word in words):
        hits = looked_for(_Queries(index, _ONE_ERROR_AT_LAST).all_of(question, words))
    return _ranked(searcher, hits, question, words)


class _Word(NamedTuple):
    """A word that is looked for: in the spelling of the index, and as it was typed, since letters that an
    error brought together are no umlaut."""

    spelled: str
    typed: str


def _words(text: str) -> list[_Word]:
    return list(map(_Word._make, zip(spelled(text), typed(text), strict=True)))[:_MOST_WORDS]


class _Queries:
    """Makes queries of one index."""

    def __init__(self, index: tantivy.Index, one_error: int = _ONE_ERROR) -> None:
        import tantivy

        self._one_error = one_error
        self._query, self._occur, self._schema = tantivy.Query, tantivy.Occur, index.schema

    def exactly(self, question: Question, words: Sequence[_Word]) -> Any:
        """What finds the customers with a key or all words as they are asked for; None for an empty one."""
        each = [self._query.disjunction_max_query(self._whole(word.spelled)) for word in words]
        return self._any_of(question, self._keys(question) + self._all(each))

    def all_of(self, question: Question, words: Sequence[_Word], inside: Collection[_Word] = ()) -> Any:
        """What finds the customers that fit a question, some words `inside` others; None for an empty one."""
        each = [self._inside(word.spelled) if word in inside else self.word(word) for word in words]
        return self._any_of(question, self._keys(question) + self._all(each) + self._parts(question.text))

    def _any_of(self, question: Question, ways: list[Any]) -> Any:
        if not ways:
            return None
        either = self._query.disjunction_max_query(ways)
        if question.country is None:
            return either
        return self._all([either, self._worth(self._term("countries", question.country), 0.0)])[0]

    def _keys(self, question: Question) -> list[Any]:
        whole = dict.fromkeys(value.strip().lower() for value in (question.text, *question.values))
        return [self._worth(self._term("keys", value), _EXACT) for value in whole if value]

    def _all(self, queries: list[Any]) -> list[Any]:
        must = self._occur.Must
        return [self._query.boolean_query([(must, query) for query in queries])] if queries else []

    def word(self, asked: _Word) -> Any:
        """What finds a word of a name, a place or a key."""
        word = asked.spelled
        ways = self._whole(word)
        if len(word) > 1:
            ways.append(self._worth(self._beginning("words", word), _BEGINNING))
        ways += [self._mistyped(each) for each in dict.fromkeys(asked)]
        return self._query.disjunction_max_query(ways)

    def _whole(self, word: str) -> list[Any]:
        return [
            self._worth(self._term("words", word), _WHOLE),
            self._worth(self._term("keys", word), _WHOLE),
            self._worth(self._term("places", word), _PLACE),
        ]

    def _mistyped(self, word: str) -> Any:
        errors = (len(word) >= self._one_error) + (len(word) >= _TWO_ERRORS)
        if not errors or word.isdigit():
            return self._query.empty_query()
        fuzzy = self._query.fuzzy_term_query(self._schema, "words", word, errors)
        return self._worth(fuzzy, _MISSPELLED)

    def _inside(self, word: str) -> Any:
        if len(word) < _SHORTEST_PART:
            return self._query.empty_query()
        return self._worth(self._query.regex_query(self._schema, "words", f".*{word}.*"), _INSIDE)

    def _parts(self, text: str) -> list[Any]:
        """What finds a key by its beginning, and a number by its end."""
        key = text.strip().lower()[:LONGEST]
        ways = [self._worth(self._beginning("keys", key), _BEGINNING)] if len(key) >= _SHORTEST_PART else []
        if "@" in key:
            fuzzy = self._query.fuzzy_term_query(self._schema, "keys", key, 1)
            ways.append(self._worth(fuzzy, _MISSPELLED))
        return ways + self._parts_of_number(key)

    def _parts_of_number(self, key: str) -> list[Any]:
        """What finds a number by its beginning, without the zeros that depend on where one dials from, and by
        its end."""
        dialled = digits(key)
        if len(dialled) < _PART or any(each.isalpha() or each in "@:." for each in key):
            return []
        number = dialled.lstrip("0")
        ends = {dialled, number} if len(number) >= _PART else {dialled}
        ways = [self._worth(self._beginning("tails", end[::-1]), _BEGINNING) for end in sorted(ends)]
        if len(number) >= _PART:
            ways.append(self._worth(self._beginning("keys", number), _BEGINNING))
        elif len(number) >= _SHORTEST_PART:  # behind a calling code: of so few digits keys of all kinds begin
            dialling = self._query.regex_query(self._schema, "keys", rf"\+[0-9]{{1,3}}{number}[0-9]*")
            ways.append(self._worth(dialling, _BEGINNING))
        return ways

    def _term(self, field: str, value: str) -> Any:
        return self._query.term_query(self._schema, field, value, "basic")

    def _beginning(self, field: str, value: str) -> Any:
        return self._query.fuzzy_term_query(self._schema, field, value, 0, prefix=True)

    def _worth(self, query: Any, score: float) -> Any:
        return self._query.const_score_query(query, score)


def _ranked(searcher: Any, hits: Sequence[Any], question: Question, words: Sequence[_Word]) -> list[Hit]:
    """The best of the hits, by how they were found and then by how near their names come to the question.

    Hits come best found first: none is read that could not be among the best with the nearest of names.
    """
    asked, most = " ".join(word.spelled for word in words), _most(words)
    best: list[Hit] = []
    for worth, address in hits:
        if len(best) == question.first and best[-1].score > _score(worth, most, 1.0):
            break
        document = searcher.doc(address)
        near = max((_nearness(asked, name) for name in document.get_all("names")), default=0.0)
        insort(best, Hit(document.get_first("id"), _score(worth, most, near)), key=_order)
        del best[question.first :]
    return best


def _most(words: Sequence[_Word]) -> float:
    return max(_WHOLE * len(words), 1.0)


def _otherwise_at_best(words: Sequence[_Word]) -> float:
    """The best score of a customer who has neither a key nor all words as they are asked for."""
    return _score(max(_most(words) - _WHOLE + _BEGINNING, _BEGINNING), _most(words), 1.0)


def _score(worth: float, most: float, near: float) -> float:
    return 1.0 if worth >= _EXACT else round(0.5 * min(worth / most, 1.0) + 0.49 * near, 4)


def _order(hit: Hit) -> tuple[float, str]:
    return -hit.score, hit.customer_id


def _nearness(asked: str, name: str) -> float:
    return float(fuzz.token_sort_ratio(asked, " ".join(spelled(name)))) / 100
