"""Events made column by column are, byte for byte, those that are made row by row."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.journal.appending.blanks import (
    Blank,
    JsonBlank,
    LookedIntoError,
    Template,
    blank_digest,
)
from graph.journal.appending.digests import digest_key
from ingest.pipeline.pipeline import ingest
from tests.ingest.columns.support import compared, listed
from tests.ingest.support import MemorySink
from tests.support.budget import examples

KEYS = listed('1|2|007|K-1|12E-5|1.0|0|null|anonymous||ab c|ß1|a:b|x"y')
TIMES = listed("""
2024-01-02T03:04:05Z|2024-01-02 03:04:05.5|2024-01-02|2024-03-31 02:30:00|2024-10-27 02:30|2024-02-30|
02.01.2024|02.01.2024 03:04|2024-01-02T03:04:05+02:00|1704164645|2999-01-01|gestern||0000-00-00|
2024-01-02T03:04:05.123456Z|1899-05-06|2150-07-01 12:00:00|2024-01-02T24:00:00|31/12/2024|12/31/2024 10:00|
2024-01-02T03:04:05+13:59|9999-12-31|1970-01-01|1900-01-01
""")
NUMBERS = listed(
    "-0.0|12.50|0|-1|1,234.50|1.234,50|007|1e5|12.5 €|$7|3 zł|4 pcs|abc|NaN|99999999999999999|0.1|-0|.5|"
    "100000000000|1e-7|"
)
WORDS = listed('paid|PAID|offen|| Web \x20|Zoë & Söhne|Schuhe|schuhe|"q"|İstanbul|-|A &amp; B|x\\ny')
MONEY = listed("EUR||$|Taler|PLN|kr")
FLAGS = listed("ja|nein|true|0|?|")
EMAILS = listed("e@x.de|E@X.DE|a@b; c@d.de|test@test.de||f@y.de")
COLUMNS: Mapping[str, Sequence[str]] = {
    "key": KEYS, "other": KEYS, "at": TIMES, "until": TIMES, "amount": NUMBERS, "count": NUMBERS,
    "word": WORDS, "topic": WORDS, "more": WORDS, "flag": FLAGS, "email": EMAILS, "second": EMAILS,
    "person": KEYS, "money": MONEY,
}  # fmt: skip
USUAL = dict(
    zip(
        COLUMNS,
        listed("17|18|2024-05-06 07:08:09|2024-05-07|12.5|2|paid|Schuhe||ja|e@x.de|f@y.de|4711|EUR"),
        strict=True,
    )
)
PERSON = "source_id: person, email: [email, second]"
KINDS = {
    "product": "id: key, name: word, category: topic, price: amount, active: flag, at: at",
    "order": f"{PERSON}, number: key, ordered_at: at, total: amount, status: word, channel: topic",
    "order of nobody": "number: key, ordered_at: at, total: amount, currency: money",
    "order_line": "order: key, product: other, line: count, quantity: count, price: amount",
    "contract": f"{PERSON}, number: key, starts_at: at, ends_at: until, monthly_fee: amount, product: other",
    "ticket": f"{PERSON}, number: key, opened_at: at, closed_at: until, subject: word, product: [other]",
    "campaign_contact": f"{PERSON}, campaign: key, at: at, name: word, channel: topic",
    "page_view": f"{PERSON}, at: at, page: word, topic: topic, seconds: amount",
    "product_view": f"{PERSON}, at: at, product: key, topic: [topic, more], message_id: other",
    "event": f"{PERSON}, at: at, name: word, product: [key, other], value: amount, properties: [more, count]",
    "event by its id": f"{PERSON}, message_id: key, at: at, name: word, channel: topic, topic: topic",
    "referral": f"{PERSON}, referred_id: other, at: at, channel: word, referred_email: second",
    "device": f"{PERSON}, device: key, at: at, model: word",
    "consent": f"{PERSON}, purpose: topic, channel: more, granted: flag, at: at, valid_to: until",
    "survey_answer": f"{PERSON}, number: key, answered_at: at, survey: word, metric: more, score: count",
}
FEWEST = 8
"""Rows of the same fields that are made together."""


def mapping(folder: Path, entries: Sequence[str], more: str = "", files: str = "*.csv") -> Path:
    path = folder / "shop.yaml"
    path.write_text(f"source: shop\n{more}files: [{{path: '{files}', rows: [{', '.join(entries)}]}}]\n")
    return path


def entry(name: str, when: str = "") -> str:
    return f"{{kind: {name.split(' ')[0]}, {when}fields: {{{KINDS[name]}}}}}"


def written(folder: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(COLUMNS))
        table.writeheader()
        table.writerows(rows)
    return path


hostile = st.lists(
    st.fixed_dictionaries(
        {name: st.sampled_from([*values, *[USUAL[name]] * 20]) for name, values in COLUMNS.items()}
    ),
    min_size=FEWEST,
    max_size=60,
)


@settings(max_examples=examples(30), deadline=None)
@given(
    rows=hostile,
    kinds=st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3),
    more=st.sampled_from(
        ["", "dates: MDY\n", "dates: ['%d.%m.%Y']\n", "timezone: America/New_York\n", "decimal: ','\n"]
    ),
    when=st.sampled_from(["", "when: {flag: ja}, ", "when: {word: {not: paid}, key: '*'}, "]),
)
def test_hostile_values(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[dict[str, str]],
    kinds: list[str],
    more: str,
    when: str,
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    entries = [entry(kind, when if number == 0 else "") for number, kind in enumerate(kinds)]

    compared(mapping(folder, entries, more), written(folder, rows))


@pytest.mark.parametrize("kind", KINDS)
def test_each_hostile_value_among_usual_ones(tmp_path: Path, kind: str) -> None:
    rows = [
        USUAL | {name: value}
        for name, values in COLUMNS.items()
        for value in (*values, *[USUAL[name]] * FEWEST)
    ]

    compared(mapping(tmp_path, [entry(kind)]), written(tmp_path, rows))


def test_each_time_is_the_only_odd_one_of_its_column(tmp_path: Path) -> None:
    """How exact the others are says nothing: thousandths of a second are kept beside full ones."""
    path = mapping(tmp_path, [entry("contract")])
    for value in TIMES:
        rows = [*[USUAL] * FEWEST, USUAL | {"at": value, "until": value}]
        compared(path, written(tmp_path, rows))


LOOKED_INTO = ("event", "survey_answer", "referral", "device")
"""Kinds in whose making values are compared, or joined."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in LOOKED_INTO])
def test_usual_rows_are_not_looked_at_singly(tmp_path: Path, kind: str) -> None:
    rows = [USUAL | {"key": str(number)} for number in range(1, 200)]

    assert compared(mapping(tmp_path, [entry(kind)]), written(tmp_path, rows)) == (199, 0)


@pytest.mark.parametrize("kind", ["product", "order of nobody", "order_line", "contract"])
def test_amounts_beside_which_a_currency_stands_are_not_looked_at_singly(tmp_path: Path, kind: str) -> None:
    amounts = ("12.50", "12.5 €", "$7", "3 zł", "4 EUR", "£9")
    rows = [
        USUAL | {"key": str(number), "amount": amounts[number % 6], "money": ""} for number in range(1, 200)
    ]

    assert compared(mapping(tmp_path, [entry(kind)]), written(tmp_path, rows)) == (199, 0)


def test_an_amount_in_another_currency_than_the_row_states_is_looked_at_singly(tmp_path: Path) -> None:
    rows = [
        USUAL | {"key": str(number), "amount": "$7" if number % 9 else "US$ 7", "money": "EUR"}
        for number in range(1, 90)
    ]

    compared(mapping(tmp_path, [entry("order of nobody")]), written(tmp_path, rows))


def test_rows_that_nothing_applies_to_are_counted(tmp_path: Path) -> None:
    rows = [USUAL | {"key": str(number), "flag": "ja" if number % 3 else "nein"} for number in range(1, 90)]
    path = mapping(tmp_path, [entry("order", "when: {flag: ja}, ")])

    assert compared(path, written(tmp_path, rows)) == (89, 0)


def test_a_property_that_cannot_be_used_costs_itself_alone(tmp_path: Path) -> None:
    rows = [
        USUAL | {"key": str(number), "more": "x" * 20_000 if number == 3 else "x"} for number in range(1, 20)
    ]
    path = mapping(tmp_path, [f"{{kind: event, fields: {{{KINDS['event']}}}}}"])
    sink = MemorySink()

    summary = ingest(path, [written(tmp_path, rows)], sink)

    assert [(it.field, it.origin.line) for it in sink.rejections] == [("properties", 4)]
    assert (summary.files[0].rows, summary.files[0].rejected_rows) == (19, 0)


def test_numbers_of_json_are_no_texts(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    values = [
        "1.5",
        "1e300",
        "true",
        '"a"',
        "null",
        "12345678901234567890",
        "[1]",
        "0.00001",
        "-0",
        "-0.0",
    ] * FEWEST
    file.write_text(
        "".join(f'{{"k": {n}, "p": 5, "t": 1704164645, "x": {v}}}\n' for n, v in enumerate(values, 1))
    )
    fields = "source_id: p, message_id: k, at: t, name: {const: n}, value: x, properties: [x]"
    path = mapping(tmp_path, [f"{{kind: event, fields: {{{fields}}}}}"], files="*.jsonl")

    compared(path, file)


def test_a_blank_stands_in_texts_and_is_not_looked_into() -> None:
    blank, number = Blank.named("key/0/value"), JsonBlank.named("total/0/value")

    filled = Template(f"a:{blank}|{blank.lower()}").filled(lambda name: pa.array([name.upper()]), 1)
    assert filled.to_pylist() == ["a:KEY/0/VALUE|KEY/0/VALUE.LOWER"]
    for look in (
        lambda: blank == "1", lambda: blank < blank, lambda: blank.upper(), lambda: blank[0],
        lambda: "x" in blank, lambda: blank == Blank.named("other/0/value"), lambda: bool(number),
        lambda: f"{number}", lambda: str(number),
    ):  # fmt: skip
        with pytest.raises(LookedIntoError):
            look()


def test_a_digest_of_blanks_is_that_of_what_is_filled_in() -> None:
    text = f'["{Blank.named("key/0/value")}"]'

    assert Template(blank_digest(text)).filled(lambda _: pa.array(["7"]), 1).to_pylist() == [
        digest_key('["7"]')
    ]
