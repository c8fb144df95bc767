"""The files of the sample company: format, encoding, columns, and which columns must be there."""

from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True)
class Layout:
    """One file. `key` and `date` name the columns without which a row cannot be taken in."""

    file: str
    source: str
    key: str
    date: str = ""
    columns: tuple[str, ...] = ()
    delimiter: str = ","
    encoding: str = "utf-8"
    schema: pa.Schema | None = None

    @property
    def format(self) -> str:
        """`csv`, `jsonl` or `parquet`."""
        if self.file.endswith(".parquet"):
            return "parquet"
        return "jsonl" if self.file.endswith(".jsonl") else "csv"


_TIME: pa.DataType = pa.timestamp("ms", tz="UTC")
_TEXT: pa.DataType = pa.string()
_DAY: pa.DataType = pa.date32()
_NUMBER: pa.DataType = pa.float64()
_DEVICE: pa.DataType = pa.struct([("type", _TEXT), ("platform", _TEXT), ("model", _TEXT)])

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "crm_kunden.csv", "crm", "Kundennummer", delimiter=";", encoding="cp1252",
        columns=(
            "Kundennummer", "Anrede", "Titel", "Vorname", "Nachname", "Geburtsname", "Geburtsdatum", "Straße",
            "Hausnummer", "PLZ", "Ort", "Land", "E-Mail", "Telefon", "Mobil", "Beruf", "Firma", "Angelegt am",
            "Geändert am",
        ),
    ),
    Layout("shop_products.jsonl", "shop", "sku"),
    Layout("shop_customers.jsonl", "shop", "customerId"),
    Layout("shop_orders.jsonl", "shop", "orderId", "placedAt"),
    Layout(
        "hotline_tickets.csv", "hotline", "Anrufer-ID", "Eröffnet", encoding="utf-8-sig",
        columns=(
            "Ticket", "Anrufer-ID", "Eröffnet", "Geschlossen", "Name", "Rückrufnummer", "E-Mail", "Kundennr",
            "Ort", "Kanal", "Netzwerk", "Handle", "Kategorie", "Betreff", "Priorität", "Status",
            "Stimmung", "Artikel",
        ),
    ),
    Layout(
        "web_events.parquet", "web", "anonymous_id", "timestamp",
        schema=pa.schema(
            [("message_id", _TEXT), ("timestamp", _TIME), ("anonymous_id", _TEXT), ("cookie_id", _TEXT),
             ("device_id", _TEXT), ("device", _DEVICE),
             ("type", _TEXT), ("page", _TEXT), ("category", _TEXT), ("sku", _TEXT), ("user_id", _TEXT)]
        ),
    ),
    Layout("app_members.jsonl", "app", "memberId"),
    Layout("app_events.jsonl", "app", "memberId", "at"),
    Layout(
        "social_members.tsv", "social", "member", delimiter="\t",
        columns=("member", "code", "display_name", "email", "network", "handle", "url", "followers", "device",
                 "joined"),
    ),
    Layout(
        "social_referrals.tsv", "social", "invited_member", "invited_on", delimiter="\t",
        columns=("invited_member", "invited_by", "code", "channel", "programme", "invited_on"),
    ),
    Layout(
        "survey_answers.csv", "survey", "response_id", "answered",
        columns=("response_id", "email", "survey", "nps", "csat", "comment", "order_no", "answered"),
    ),
    Layout(
        "contracts.parquet", "contracts", "konto", "beginn",
        schema=pa.schema(
            [("konto", _TEXT), ("vertrag", _TEXT), ("kundennummer", _TEXT), ("vorname", _TEXT),
             ("name", _TEXT), ("geburtsdatum", _TEXT), ("strasse", _TEXT), ("plz", _TEXT), ("ort", _TEXT),
             ("email", _TEXT), ("telefon", _TEXT), ("tarif", _TEXT), ("tarif_name", _TEXT),
             ("monatspreis", _NUMBER),
             ("unterschrieben", _DAY), ("beginn", _DAY), ("ende", _DAY),
             ("gekuendigt", _DAY), ("status", _TEXT)]
        ),
    ),
    Layout(
        "marketing_consents.csv", "marketing", "Empfänger", "gültig ab", delimiter="|",
        columns=("Empfänger", "E-Mail", "Vorname", "Nachname", "Kundennummer", "Zweck", "Kanal", "Zustimmung",
                 "gültig ab", "gültig bis"),
    ),
    Layout(
        "marketing_contacts.csv", "marketing", "Empfänger", "Gesendet", delimiter=";",
        columns=("Empfänger", "Kampagne", "Kampagnenname", "Beginn", "Ende", "Kanal", "Gesendet", "Ergebnis"),
    ),
)  # fmt: skip
BY_FILE: dict[str, Layout] = {layout.file: layout for layout in LAYOUTS}
