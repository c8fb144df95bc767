"""Numbers of official documents, by which persons and organizations are known everywhere."""

from __future__ import annotations

from typing import Any

from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.keys.values_of_keys import is_shared
from ingest.proposing.entries.rows import Rows
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import Meaning

_TYPES = {
    "passport": "passport",
    "social security number": "ssn",
    "national number": "national_id",
    "tax number": "tax_id",
    "drivers license": "drivers_license",
    "firm tax number": "tax_id",
    "register number": "register",
}
"""Concepts of document numbers with their type in a mapping, the surest to name one person first."""

DOCUMENTS = tuple(_TYPES)
_SOME_FIRMS, _MOST = 0.3, 0.5
_OF_FIRMS = ("firm tax number", "register number")

_ISSUERS = {
    **dict.fromkeys(("cpf", "rg", "cnpj"), "BR"),
    **dict.fromkeys(("pesel", "nip", "regon", "krs"), "PL"),
    **dict.fromkeys(("bsn", "kvk", "kvknummer"), "NL"),
    **dict.fromkeys(("codicefiscale", "codfiscale", "partitaiva", "piva"), "IT"),
    **dict.fromkeys(("siret", "siren"), "FR"),
    **dict.fromkeys(("aadhaar", "aadhar", "gstin"), "IN"),
    **dict.fromkeys(("curp", "rfc"), "MX"),
    **dict.fromkeys(("cpr", "cprnr", "cprnummer", "cvr"), "DK"),
    **dict.fromkeys(("henkilotunnus", "hetu"), "FI"),
    **dict.fromkeys(("tckimlik", "tckimlikno", "tckn"), "TR"),
    **dict.fromkeys(("cccd", "cmnd"), "VN"),
    **dict.fromkeys(("nino", "nationalinsurance", "nationalinsurancenumber"), "GB"),
    **{"nric": "SG", "oib": "HR", "egn": "BG", "kennitala": "IS", "isikukood": "EE", "abn": "AU"},
}
"""Words for numbers of one country alone."""


def add_documents(rows: Rows, columns: FoundColumns) -> None:
    """Adds the numbers of documents; of firms none where rows name persons, who share that of theirs."""
    names = columns.best("full_name")
    of_firms = bool(names) and names[0].column.is_like("organization") > _SOME_FIRMS
    in_parts = [
        it for it in columns.best("given_name", "family_name", "birth_date") if it.column.fill > _MOST
    ]
    of_persons = bool(in_parts or (names and not of_firms))
    found = [
        meaning
        for concept in DOCUMENTS
        if not (of_persons and concept in _OF_FIRMS)
        for meaning in columns.best(concept)[:1]
        if meaning.column.texts and not is_shared(meaning.column, columns)
    ]
    forms = [_form(meaning) for meaning in found]
    if forms:
        rows.add("document", found, forms[0] if len(forms) == 1 else forms)


def _form(meaning: Meaning) -> dict[str, Any]:
    form = {"column": meaning.column.name, "type": _TYPES[meaning.concept]}
    issuers = {_ISSUERS[word] for _, word in said(meaning.column.name).words if word in _ISSUERS}
    return form | ({"issuer": issuers.pop()} if len(issuers) == 1 else {})
