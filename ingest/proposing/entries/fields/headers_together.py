"""What the headers of a file say together, and what each of them means in such a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.words.folding import words
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.filled import instead
from ingest.proposing.meaning.headers import OF_WHO_PAYS, HeaderReading, said

_OF_LINES = frozenset(("product", "product number", "quantity", "amount", "total", "price"))
"""What lines of orders have, and those of telephones have not."""

_OF_TELEPHONES = words("plan plans planes piano piani tarif tarife tarifa tariffa")
"""Products that telephones have as well."""

_OF_CHANCES = words("stage phase pipeline pipelines probability forecast opportunity opportunities opp")
"""Words beside deals that are chances to sell."""
_OF_FAMILIES = re.compile(r"(?i)(?:family|household)[ _-]?(?:id|number|no|name)\b")
_OF_PAYMENTS = re.compile(r"(?i)last[ _]?(?:4|four)|cvc|cvv|funding|fingerprint")


@dataclass
class Headers:
    """The headers of the columns of one file."""

    columns: Sequence[Column]

    def reads(self, header: str) -> HeaderReading:
        """What a header says; in a list of suppliers they are whom the records are about, and the deals of a
        dealer are orders."""
        found = said(header)
        if "supplier" in found.senses and self._lists_suppliers:
            return instead(found, "supplier", "customer")
        if "family name" in found.senses and _OF_FAMILIES.match(header) and self._numbers_families:
            return instead(found, "family name", "group")
        if "card" in found.senses and self._pays_by_card and found.senses.keys().isdisjoint(OF_WHO_PAYS):
            return instead(found, "card", "bank")
        if "deal" in found.senses and self._sells:
            return instead(found, "deal", "order")
        if "referred" in found.senses and self._invites:
            return instead(found, "referred", "recipient")
        if "number" in found.senses and ("referred", "referral") in found.words and self._refers_to_somebody:
            return instead(found, "referred", "event")
        return found

    @cached_property
    def _pays_by_card(self) -> bool:
        """Whether cards are those of payments, with their last digits and codes that are checked."""
        told = (said(column.name) for column in self.columns)
        return any(
            "card" in it.senses and _OF_PAYMENTS.search(column.name)
            for it, column in zip(told, self.columns, strict=True)
        )

    @cached_property
    def numbers_products(self) -> bool:
        """Whether a column has the numbers of products, and says so."""
        told = [said(column.name).senses.keys() for column in self.columns if column.texts]
        return any("product number" in it or {"product", "code"} <= it for it in told)

    @cached_property
    def counts(self) -> bool:
        """Whether a column tells how many there are of what is sold."""
        return any("quantity" in said(column.name).senses and column.texts for column in self.columns)

    @cached_property
    def has_other_lines(self) -> bool:
        """Whether lines are those of an order, of products with amounts, and no telephones."""
        told = (it for column in self.columns for it in said(column.name).words)
        return any(sense in _OF_LINES and word not in _OF_TELEPHONES for sense, word in told)

    @cached_property
    def _numbers_families(self) -> bool:
        """Whether families have numbers, and names beside those of their members."""
        told = [said(column.name) for column in self.columns]
        named = sum("family name" in it.senses for it in told)
        return named > 1 and any(
            _OF_FAMILIES.match(it.name) and "number" in said(it.name).senses for it in self.columns
        )

    @cached_property
    def _sells(self) -> bool:
        """Whether deals are sales: they have a date, a price and a buyer, and no stage on the way to one."""
        told = [said(column.name) for column in self.columns]
        if any(word in _OF_CHANCES for it in told for _, word in it.words):
            return False
        dated = any({"deal", "date"} <= it.senses.keys() for it in told)
        priced = any({"price", "total"} & it.senses.keys() for it in told)
        return dated and priced and any("customer" in it.senses for it in told)

    @cached_property
    def _invites(self) -> bool:
        """Whether rows are about those who were invited: to a meeting, by nobody who is named."""
        told = [said(column.name) for column in self.columns]
        invited = [it for it in told if any(word == "invitee" for _, word in it.words)]
        named = any({"given name", "family name", "name", "email"} & it.senses.keys() for it in invited)
        return named and not any("referrer" in it.senses for it in told)

    @cached_property
    def _refers_to_somebody(self) -> bool:
        """Whether a column tells who was referred, so that the number of a referral is its own."""
        told = (said(column.name).words for column in self.columns)
        return any(sense == "referred" and word != "referral" for it in told for sense, word in it)

    @cached_property
    def _lists_suppliers(self) -> bool:
        """Whether each row has another number of a supplier."""
        if any("product" in said(column.name).senses for column in self.columns):
            return False
        return any(
            "supplier" in (senses := said(column.name).senses)
            and senses.keys() <= {"supplier", "number", "code"}
            and column.unique
            and column.is_like("code", "uuid") > 0.9
            for column in self.columns
        )
