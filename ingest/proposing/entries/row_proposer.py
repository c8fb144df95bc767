"""The entries under `rows` that a file is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ingest.ingestors import INGESTORS
from ingest.proposing.entries.consents import consents
from ingest.proposing.entries.documents import add_documents
from ingest.proposing.entries.events import events
from ingest.proposing.entries.fields.addresses import further_lines
from ingest.proposing.entries.fields.feeding import FedKind
from ingest.proposing.entries.fields.whose_names import are_firms, are_persons, have_names, names_persons
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.identifiers import add_addresses_of_referral, add_identifiers
from ingest.proposing.entries.keys.record_key import Key, gaps_are_of_nobody, key_of
from ingest.proposing.entries.kinds.kinds_of_rows import kinds_of
from ingest.proposing.entries.kinds.refunds import where_paid_back
from ingest.proposing.entries.long_forms import AMOUNTS, add_field
from ingest.proposing.entries.orders import (
    add_number_of_contract,
    add_number_of_order,
    are_payments,
    tell_amounts_apart,
    without_key,
)
from ingest.proposing.entries.other_addresses import of_other_addresses
from ingest.proposing.entries.rows import Rows
from ingest.proposing.entries.survey_answers import Answers
from ingest.proposing.habits.forms import currency_of
from ingest.proposing.meaning.columns import Column, shown
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import Meaning, judged

_FULL, _SOME = 0.98, 0.5
_TELLS_SOMEBODY = ("full_name", "name", "family_name", "company", "email", "phone")
_CODE = re.compile(r"\d{4}|\d\d-\d{3}|\d[A-Z]{2}\b")
_NO_PERSON = ("product", "order_line", "refund")


def rows_of(columns: FoundColumns, subject: str = "") -> list[Rows]:
    """The entries for a file whose name says that it is about `subject`; none where its rows are unknown."""
    if _are_deals(columns, subject):
        return []
    fed = kinds_of(columns.meanings, subject)
    proposer = _Proposer(columns, fed)
    made = [rows for one in fed for rows in proposer.of_kind(one)]
    if any(one.kind == "customer" for one in fed) and not any(rows.kind == "consent" for rows in made):
        made += consents(columns, key_of(columns, "consent", fed))
    for rows in made:
        rows.keep_to_one_list()
        order = [declared.name for declared in INGESTORS[rows.kind].fields]
        rows.lines.sort(key=lambda line: order.index(line.name))
    return [rows for rows in made if rows.whole]


def _are_deals(columns: FoundColumns, subject: str) -> bool:
    """Whether rows are chances to sell, which are neither persons nor orders."""
    of_deals = sum("deal" in said(column.name).senses for column in columns.columns)
    told = subject == "deal" or (of_deals > 1 and not subject)
    return told and not columns.best("given_name", "family_name", "email", "order_id")


@dataclass
class _Proposer:
    """Makes the entries of all kinds of a file."""

    columns: FoundColumns
    fed: Sequence[FedKind]

    def of_kind(self, fed: FedKind) -> Iterator[Rows]:
        """The entries of one kind."""
        match fed.kind:
            case "survey_answer":
                yield from Answers(fed, self.columns, self._key_of(fed), partial(self._begun, fed)).entries()
            case "event":
                for kind, rows in events(fed, self.fed, self.columns):
                    self._start(rows, fed, kind)
                    yield rows
            case _:
                rows = self._begun(fed)
                self._fields(rows, fed)
                if fed.kind == "referral":
                    add_addresses_of_referral(rows, self.columns)
                self._add_number(rows, fed)
                if fed.kind == "refund":
                    rows.when |= where_paid_back(fed)
                elif len(self.fed) > 1 or fed.kind == "order":
                    rows.when |= _where_filled(fed)
                yield from of_other_addresses(rows, self.columns) if fed.kind == "customer" else (rows,)
                if fed.kind == "order" and (without := without_key(rows)):
                    yield without

    def _add_number(self, rows: Rows, fed: FedKind) -> None:
        """Adds a number of what has none."""
        if fed.kind == "order" and "number" not in fed.fields:
            add_number_of_order(rows, fed, self._key_of(fed))
        elif fed.kind == "contract" and "number" not in fed.fields:
            add_number_of_contract(rows, fed, self._key_of(fed))
        elif fed.kind == "order_line" and "order" not in fed.fields:
            add_number_of_order(rows, self.fed[0], self._key_of(self.fed[0]), "order")

    def _key_of(self, fed: FedKind) -> Key:
        return key_of(self.columns, fed.kind, self.fed)

    def _begun(self, fed: FedKind) -> Rows:
        """An entry of a kind with the key of the person."""
        rows = Rows(fed.kind)
        self._start(rows, fed, fed.kind)
        return rows

    def _start(self, rows: Rows, fed: FedKind, kind: str) -> None:
        """Adds the key of the person, and identifiers where no customer has them."""
        if kind in _NO_PERSON:
            return
        key = key_of(self.columns, kind, self.fed)
        if self._is_of_nobody(kind, key):
            return
        rows.add_key(key)
        rows.when |= self._where_somebody_is(key)
        if kind in ("customer", "order") and gaps_are_of_nobody(key, self.columns):
            rows.when[key.found[0].column.name] = "*"
        if kind == "customer":
            add_documents(rows, self.columns)
        if kind == "customer" or self.fed[0].kind != "customer":
            add_identifiers(rows, fed.kind, self.columns, key, [one.kind for one in self.fed])

    def _is_of_nobody(self, kind: str, key: Key) -> bool:
        """Whether orders tell of no person, so that their own numbers would have to be keys of some."""
        alone = kind == "order" and self.fed[0].kind != "customer"
        return alone and key.names <= self._numbers

    @property
    def _numbers(self) -> set[str]:
        """Columns with the numbers of what was done."""
        return {one.fields["number"][0].column.name for one in self.fed if "number" in one.fields}

    def _where_somebody_is(self, key: Key) -> dict[str, str]:
        """The condition that a row tells whose it is, where the number of what was done is the key of who did
        it: a payment out, or a total, is nobody's. None where some rows tell it in another column, as a
        caller's phone number stands for the address: no condition knows them all."""
        if not key.names & self._numbers:
            return {}
        telling = [it.column for it in self.columns.best(*_TELLS_SOMEBODY)]
        fullest = max(telling, key=lambda column: column.fill, default=None)
        some = fullest is not None and _SOME < fullest.fill < _FULL
        return {fullest.name: "*"} if fullest and some and _tells_all(fullest, telling) else {}

    def _fields(self, rows: Rows, fed: FedKind) -> None:
        fields = dict(fed.fields)
        if fed.kind == "customer":
            self._customer_fields(rows, fields)
        tell_amounts_apart(fed.kind, fields, next((one for one in self.fed if one.kind == "order"), None))
        for name, found in fields.items():
            add_field(rows, name, found, self.columns)
        self._currency(rows, fields)

    def _currency(self, rows: Rows, fields: Mapping[str, Sequence[Meaning]]) -> None:
        """Adds the currency whose sign stands beside the amounts, where no column tells it."""
        if "currency" in fields or "currency" not in INGESTORS[rows.kind].field:
            return
        for name in AMOUNTS:
            if name in fields and (code := currency_of(fields[name][0].column)):
                rows.add_constant("currency", code, 0.9, f'it stands beside "{fields[name][0].column.name}"')
                return

    def _lines_of_address(self, rows: Rows, fields: dict[str, list[Meaning]]) -> None:
        """Puts numbered lines of an address together (`Address 1` to `Address 5`), where no column has the
        city or the code."""
        first = next((fields[name][0] for name in ("street", "address_text") if name in fields), None)
        if first is None or not fields.keys().isdisjoint(("city", "postal_code")):
            return
        lines = further_lines(first.column, self.columns.columns)
        if len(lines) > 1:
            for name in ("street", "address_text"):
                fields.pop(name, None)
            found = [first, *(Meaning(column, "address_text", first.score) for column in lines)]
            form = {"columns": [it.column.name for it in found], "join": ", "}
            rows.add("address_text", found, form, why=f"{first.why}; its lines have the code and the city")

    def _customer_fields(self, rows: Rows, fields: dict[str, list[Meaning]]) -> None:
        """What an address or the name of a company is the other fields tell."""
        self._lines_of_address(rows, fields)
        whole = fields.get("address_text")
        apart = {"postal_code", "city"} <= fields.keys() and not _has_codes(whole)
        if whole and "street" not in fields and (apart or whole[0].column.is_like("address") < 0.5):
            fields["street"] = fields.pop("address_text")
        keyed = any(it.column.texts for it in self.columns.best("company_id"))
        if "full_name" in fields and "company" not in fields and keyed and not are_persons(fields):
            fields["organization_name"] = fields.pop("full_name")
            rows.add_constant("entity_type", "organization", 0.8, "the key is that of an organization")
        elif "full_name" in fields and "company" not in fields and are_firms(fields):
            [names, *_] = fields.pop("full_name")
            share = names.column.is_like("organization")
            why = f"{names.why}; {share:.0%} of them are told to be organizations, few to be persons"
            fields["organization_name"] = [judged(names, names.score, why)]
        elif (company := fields.pop("company", None)) and names_persons(company[0].column, fields):
            fields["full_name"] = company
        elif company:
            fields["employer" if have_names(fields, company[0].column) else "organization_name"] = company


def _has_codes(addresses: Sequence[Meaning] | None) -> bool:
    """Whether postal codes stand in addresses, so that these are whole."""
    texts = addresses[0].column.counts if addresses else ()
    return sum(bool(_CODE.search(text)) for text in texts) > len(texts) / 2


def _tells_all(fullest: Column, columns: Sequence[Column]) -> bool:
    """Whether no other column has a value in a row where the fullest has none."""
    others = zip(*(it.values for it in columns), strict=True)
    return not any(
        shown(value) is None and any(shown(it) is not None for it in row)
        for value, row in zip(fullest.values, others, strict=True)
    )


def _where_filled(fed: FedKind) -> dict[str, str]:
    """The condition that what a kind needs is there, where rows may be without it and be of other kinds."""
    needed = [it.name for it in INGESTORS[fed.kind].fields if it.required and it.name in fed.fields]
    if fed.kind == "order" and are_payments(fed):
        needed.append("total")
    gaps = [fed.fields[name][0].column for name in needed if fed.fields[name][0].column.fill < _FULL]
    return {column.name: "*" for column in gaps if column.texts and "[]" not in column.name}
