"""What the header of a column says, as senses of `header_words.yaml` and `further_words.yaml`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import lru_cache

from graph.words.folding import words
from ingest.proposing.meaning.guessed_words import (
    parts_of,
    sense_of_abbreviation,
    sense_of_dotted,
    sense_of_inflection,
    sense_of_likeness,
    sense_of_shortened,
)
from ingest.proposing.meaning.header_tokens import words_in
from ingest.proposing.meaning.known_words import foreign_words, known_words

_PATH = re.compile(r"(?<=\w\w)\.(?=\w\w)")
_FILLERS = words(
    """
    of the de der des die das du la le les los las el il lo het van een un una den da do dos w z and und y e
    et i en or oder ou o lub eller nebo veya og och for per with is has del della di dei your our a d l
    preferred para enter please es
    """
)
"""Words that say nothing by themselves."""

_REMARK = re.compile(r"\s*\([^()]*\s[^()]*\)\s+(?=\w)")
"""What stands in brackets before a header: `(Do Not Modify) Modified On`."""

_KIND_OF_FIELD = re.compile(
    r"""(?ix) (?<=\S) \s* [(\[<{] \s*
    (?: text | string | str | n?varchar2? | char | int(?:eger)? | bigint | numeric | decimal | float | double
      | bool(?:ean)? | datetime | picklist | lookup | dropdown | free\ text | single\ line\ text
      | (?:is\ )?required | mandatory | optional | unique | pflichtfeld | pflicht | obligatorisch
      | obligatoire | facultatif | requis | obligatorio | obligatoria | opcional | requerido
      | obbligatorio | facoltativo | verplicht | optioneel | obrigat[oó]rio | wymagane | opcjonalne
      | obligatorisk | zorunlu | povinn[eéá] | 必須 | 任意 | 必填 | 选填 | 필수 | 선택
    ) (?: \s* \( [\d,\s]+ \) )? \s* [)\]>}] (?: \s* \* )? \s* $"""
)
"""What templates say in brackets of a field as such: `Telefon (Pflichtfeld)`, `city [varchar(50)]`."""

_OF_A_PAIR = re.compile(r"[^.\[\]]*\[[^\[\]=]+=([^\[\]]*)\]\.value(?:\.\w+)?$")
"""What a value in a list of pairs is called: `event_params[key=page_location].value.string_value`."""

_OF_AN_ELEMENT = re.compile(r"\[(?:0|[^\[\]=]+=[^\[\]]*)\](?=\.)")
"""What tells one element of a list: `addresses[default=true].city`, `names[0].given`."""

_OF_SEVERAL = words("first last")
"""Words that are names at the end of a header alone: `cust_last` is one, `last_order` is none."""

_OF_WHAT_IT_IS_IN = ("value", "text", "content")
"""Names of what an object or list says of itself: `emails[].value`, `price.value`."""

_COUNTED = "count"
"""Behind others, this says how many there are of what they say; alone it may be a quantity."""

_ALONE = {"by": "city", "il": "region"}
"""Words that say something as the whole of a header alone: Danes live in one, others do things by it; Turks
live in the other, Italians have it before nouns."""

_COUNT_SIGN = re.compile(r"(?i)^\s*#\s*(?=of\b)|(?<=\w)\s*#\s*$")
"""What stands for a number of things, or of one: `# of Guests`, `Order #`."""
_NUMBER_SIGN, _QUESTION = "#", 5
"""A header by itself, and the words from which one is a question."""

_BILLED = words("rechnungs billing facturation facturacion fatturazione")
_OF_A_BILL = ("number", "date", "time", "amount", "total", "line", "status", "currency")
"""Words for whom bills go to, or for these; and senses of what is of the bill itself."""

_PAYMENT = "payment"
OF_WHO_PAYS = (
    *("street", "address", "postal code", "city", "region", "country"),
    *("given name", "family name", "company"),
)
"""Senses of what belongs to who pays, not to the payment."""
_SCORES = ("nps", "csat")
_SCALE = re.compile(r"\b0\s*(?:-|–|a|à|bis|to|tot|do|til|till)\s*10\b")
"""The answers that a question has."""
_DOTTED = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?=\.)")
"""What a point behind shortens."""
_UMLAUT = re.compile(r"(?<=[ou])e(?![aeiouy])")
"""What stands behind ö and ü where a German writes them out, and a Turk or Hungarian does not: `müşteri`."""
_LONGEST_PHRASE = 4

_EXACT, _COMPOUND, _INFLECTED, _ABBREVIATED, _MISSPELT = 1.0, 0.97, 0.92, 0.82, 0.8
"""How sure a sense is by the way in which its word was found."""


@dataclass
class HeaderReading:
    """What a header says: senses with how sure they are, and how many of its words are not known.

    `outer` are the senses of the objects that a nested column lies in, `strange` words that are in no list,
    `words` those that are, each behind its sense.
    """

    senses: dict[str, float] = field(default_factory=dict)
    unknown: int = 0
    outer: dict[str, float] = field(default_factory=dict)
    strange: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    def add(self, sense: str, sure: float, word: str) -> None:
        """Takes a sense of a word in, as sure as it is at its surest."""
        self.senses[sense] = max(sure, self.senses.get(sense, 0.0))
        self.words += ((sense, word),)

    def words_of(self, senses: Collection[str]) -> str:
        """The words of these senses."""
        return " ".join(word for sense, word in self.words if sense in senses)


@lru_cache(maxsize=4096)
def said(header: str) -> HeaderReading:
    """What a header, or the path of a nested column, says."""
    header = _OF_AN_ELEMENT.sub("", _OF_A_PAIR.sub(r"\1", header)) if "]" in header else header
    header = header[remark.end() :] if (remark := _REMARK.match(header)) else header
    header = _KIND_OF_FIELD.sub("", header)
    *outer, own = _PATH.split(header.replace("[]", "")) if " " not in header else [header]
    if outer and own.lower() in _OF_WHAT_IT_IS_IN:
        own = outer.pop()
    found = _of_words(own)
    for part in outer:
        around = _of_words(part)
        found.words += around.words
        for sense, sure in around.senses.items():
            found.outer[sense] = max(sure, found.outer.get(sense, 0.0))
    return found


def senses_in_order(header: str) -> list[str]:
    """The senses of the words of a header, one by one."""
    return [sense for word in words_in(header) if (sense := known_words().get(word))]


def _of_words(text: str) -> HeaderReading:
    tokens = words_in(text := _COUNT_SIGN.sub(" number ", text))
    found = HeaderReading()
    if text.strip() == _NUMBER_SIGN:
        found.add("number", _ABBREVIATED, _NUMBER_SIGN)
    whole = "".join(text.casefold().split())
    if alone := foreign_words().get(whole) or (_ALONE.get(tokens[0]) if len(tokens) == 1 else None):
        found.add(alone, _EXACT, "".join(tokens))
        return found
    at, dotted = 0, set(words_in(" ".join(_DOTTED.findall(text))))
    while at < len(tokens):
        taken = _phrase(tokens, at, found, dotted)
        at += taken or _single(tokens[at], found, dotted=tokens[at] in dotted)
    found = _of_who_pays(_of_an_invoice(found))
    if _SCALE.search(text) and found.senses.keys().isdisjoint(_SCORES):
        return HeaderReading({"score": _COMPOUND}, words=found.words)
    return _asked(found) if "?" in text or len(tokens) >= _QUESTION else found


def _of_an_invoice(found: HeaderReading) -> HeaderReading:
    """The same with the number, date or amount of a bill as that of an invoice: `Rechnungsnr`."""
    billed = [word for sense, word in found.words if sense == "address of" and word in _BILLED]
    if not billed or not found.senses.keys() <= {"address of", *_OF_A_BILL}:
        return found
    senses = {"invoice" if sense == "address of" else sense: sure for sense, sure in found.senses.items()}
    told = tuple(("invoice" if word in billed else sense, word) for sense, word in found.words)
    return replace(found, senses=senses, words=told)


def _of_who_pays(found: HeaderReading) -> HeaderReading:
    """The same with an address, or a name, of a payment as that of who pays: `payment_city`."""
    payment = [(sense, word) for sense, word in found.words if word == _PAYMENT]
    if not payment or found.senses.keys().isdisjoint(OF_WHO_PAYS):
        return found
    senses = {sense: sure for sense, sure in found.senses.items() if (sense, _PAYMENT) not in payment}
    told = tuple((sense, word) for sense, word in found.words if word != _PAYMENT)
    return replace(found, senses=senses | {"address of": _EXACT}, words=(*told, ("address of", _PAYMENT)))


def _asked(found: HeaderReading) -> HeaderReading:
    """What a question asks for a score of: its other words are how it is put, not what the column is."""
    scores = {it: sure for it, sure in found.senses.items() if it in _SCORES and sure >= _COMPOUND}
    return HeaderReading(scores, words=found.words) if scores else found


def _phrase(tokens: list[str], at: int, found: HeaderReading, dotted: Collection[str]) -> int:
    """How many words from here on make one of the dictionary; 0 where none do."""
    for length in range(min(_LONGEST_PHRASE, len(tokens) - at), 0, -1):
        word = "".join(tokens[at : at + length])
        if length == 1 and (shortened := _shortened(tokens, at, found, dotted)):
            return shortened
        if word in _OF_SEVERAL and at + 1 < len(tokens):
            found.add("first or last", _EXACT, word)
            return length
        if word == _COUNTED and len(tokens) > 1:
            found.add("count", _EXACT, word)
            return length
        if sense := known_words().get(word) or (length == 1 and known_words().get(_UMLAUT.sub("", word))):
            found.add(sense, _EXACT, word)
            return length
    if tokens[at] in _FILLERS:
        return 1
    return 0


def _shortened(tokens: list[str], at: int, found: HeaderReading, dotted: Collection[str]) -> int:
    """How many words from here on are the beginnings of those of a phrase; 0 where none are."""
    for length in range(min(_LONGEST_PHRASE, len(tokens) - at), 1, -1):
        if sense := sense_of_shortened(tokens[at : at + length], dotted):
            found.add(sense, _ABBREVIATED, "".join(tokens[at : at + length]))
            return length
    return 0


def _single(token: str, found: HeaderReading, *, dotted: bool = False) -> int:
    """Takes in what a word says that is none of the dictionary."""
    if parts := parts_of(token):
        for at, part in enumerate(parts, start=1):
            several = part in _OF_SEVERAL and at < len(parts)
            found.add("first or last" if several else known_words()[part], _COMPOUND, part)
        return 1
    if inflected := sense_of_inflection(token):
        found.add(inflected, _INFLECTED, token)
        return 1
    found.strange += (token,)
    if short := (sense_of_abbreviation(token) or (sense_of_dotted(token) if dotted else None)):
        found.add(short, _ABBREVIATED, token)
    elif near := sense_of_likeness(token):
        found.add(near, _MISSPELT, token)
    else:
        found.unknown += 1
    return 1
