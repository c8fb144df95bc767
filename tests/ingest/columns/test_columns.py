"""Customers made column by column are, byte for byte, those that are made row by row."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.journal import Journal
from graph.settings import Settings
from ingest.columns.row_columns import RowColumns
from ingest.pipeline.pipeline import IngestOptions, ingest, open_inputs
from ingest.pipeline.reading import read_blocks
from ingest.rows.line_items import LineItems
from ingest.rows.mending import Mending
from tests.ingest.columns.support import compared, in_quarantine, listed
from tests.support.budget import examples
from tests.support.characters import CHARACTERS
from tests.support.looking import look

KEYS = listed("1|0|007|K-1|12E-5|1.0|1001.0|12.500|null|NULL|Total|true|ab c|ß1|")
GIVEN = listed("""
Prof|Anna-Prof|Dóktor|Profeßor|Ãœnal|xxx|Unbekannt|Zoë-Anne|Æsa|MBA|Ma|Jr|ANNA|E\u030ava|Eva|
Dr. Eva|Frau Eva|Eva Maria|Eva & Hans|Fam.|-|n/a|Na|NA|01-May|
Mai 24|Eva ✨|Ev"a|E\\va|4711|Jürgen|test| Eva  Maria |Jose\u0301
""")
FAMILY = listed(
    "O&#39;Brien|Müller|von der Heide|Meier geb. Schulz|King Jr.|Null|null|O'Neill|MÃ¼ller|e@x.de|Na|1-Mar|"
    "Familie Huber"
)
BIRTHS = listed("""
24.12.1980|31.02.1980|29.02.1900|29.02.2000|01.01.1900|01.01.1970|1980-12-24|1980-13-24|
24.12.80|12/24/1980|24.12.2999|1604-03-01|29580|00.00.0000|1980|2024-05-05 10:00|24.12.1980\x20
""")
STREETS = listed("""
Hauptstr. 5|Hauptstraße|Q7, 12|Weg 5, 12345 Ulm|5|Am Markt 3a||HAUPTSTRASSE 7|
Straße des 17. Juni 12|12 bis rue X|Vej 12, 3. tv|Corso 33/A|Park &amp; Str. 5|5 rue du 8 Mai 1945|
12 Str. Iorga 3|none|unbekannt verzogen|
Weg 5 Whg. 3|Weg 5 d|Flat 3, 12 Weg|Calle Mayor, s/n|Postfach 10 20 30
""")
HOUSES = listed("5|7|5 a|Nr. 5|12-14|12.05.2020|5.0||3A|s/n|6-giu|No. 7|0")
CODES = listed(
    "ΑΣ|1060|4020|12345|1234|01234|00000|D-12345|12345.0||SW1A 1AA|1234567890123|"
    "F 75008|10115 Ulm|Ulm|1012 AB|1012 AB Ede"
)
CITIES = listed("""
Ulm|89073 Ulm|12345 Ulm|Ulm (MI)|Ulm Cedex 3|Bad Homburg v.d.H.|KÖLN||-|St. "Pölten"|none|NA|0|12345|Ort
""")
COUNTRIES = listed("|Deutschland|AT|Frankreich|Nirgendwo|US|0|Österreich (Wien)|TR|ID|TH|VN")
EMAILS = listed("""
e@x.de|E@X.DE|test@test.de|noreply@x.de|a@b|a(at)b.de|<a@b.de>|A B <a@b.de>|a@b.de; c@d.de|
ä@b.de|a@localhost.de|a..b@c.de|x@none.de|a@b.de.|k.A.||null@email.de|
a@xn--mller-kva.de|a@müller.de|a@b.de#mailto:a@b.de#|a@b.de/c@d.de
""")
PHONES = listed("""
0171 1234567|(0201) 7057831|+49 (0)30 123456|0049 30 1234567|491711234567|0800 123456|
0900 1 23456|030/123456|0171.1234567|0171-12 34-567|+43 1 234567|12345|000000|01711111111|
0171 1234567; 030 123456|(0(201) 12345|4.91711E+11|0115||Tel. 030 123456|0 30 1 23 45 67 8|
01510000000|0999999999999|+33 6 12345678|+41 79 1234567|030 123456 / 0171 1234567|040 / 987 65 43, 0171-123456
|030 123456/7|030 123456/-78|030 123456-78|01/05/2024|
(030) 12345678|(0511) 8402143|(0511) 840214/3|(0171) 2345678|(089) 1234-56|(040) / 987|(030)|(0)1
""")
TIMES = listed("""
1970-01-01|1970-01-01 01:00:00|1900-01-01|1969-12-31|
2024-01-02 03:04:05|2024-01-02|2.1.2024|1704164645|2999-01-01||gestern|9999-12-31
""")
GREETINGS = listed("Herr|Frau Dr.||Hallo|divers|Mr & Mrs|Familie")
GENDERS = listed("w|male||?|Mrs|Hr.")
WHOLE = listed("""
Familie Müller|
Eva Müller|Müller, Eva|Dr. Eva Müller|Frau Eva Müller|Autohaus Müller|Eva Garage|Müller GmbH|Max Mustermann|
Anna Maria Müller|Eva von der Heide|Petra Und|Eva|MÜLLER Eva|Eva Meier geb. Schulz|Eva Ing|Kim Min-jun|
Iwan Iwanowitsch||x|Eva  Kern|Jean-Luc Meier|Anna u. Peter Kern|Nicht Bekannt|Eva Mc-Donald|Firma Meier|
Kern Family|Di Wang|Eva Kern c/o Meier|Eva Kern (jun.)|Eva Kern, Rechtsanwältin|Kern Immobilien|Eva am Ende|
PT Maju Jaya|Ste Kern
""")
WORDS = listed("""
Eva|Müller|Nguyen|Van|Von|Und|Nagy|István|Doktor|Prinz|Graf|Ing|Gebr|Kern|Kim|Min-Jun|Lee|Peter|Junior|Ali|Senior|
Wang|Li|Frau|Herr|Hotel|Garage|Autohaus|Bäckerei|García|Ek|Sa|Co|Bin|Bint|Firma|Dr|Prof|Ma|Ii|Sen|Mag|Diplom|
Bachelor|Of|Geb|Born|Nee|Das|Da|Silva|Ten|Le|Mac|Dean|Bishop|Master|Maria|Ag|Mbh|Verein|Schule|Sankt|Don|Sir|
Pan|Shri|Ste|Council|Toko|Bey|Khun|Ong
""")
TYPES = listed("|person|organization|Firma|Haushalt|?")
NUMBERS = listed("5|1.5|1,5||abc|1e5|0.0001")
KEYS.append("9" * 201)
FAMILY.append("x" * 600)
EMAILS.append("a" * 95 + "@b.de")

COLUMNS = {
    "source_id": KEYS, "given_name": GIVEN, "family_name": FAMILY, "birth_date": BIRTHS, "street": STREETS,
    "house_number": HOUSES, "postal_code": CODES, "city": CITIES, "country": COUNTRIES, "email": EMAILS,
    "phone": PHONES, "observed_at": TIMES, "salutation": GREETINGS, "gender": GENDERS, "mobile": PHONES,
    "fax": PHONES, "second": EMAILS, "whole": WHOLE, "type": TYPES, "points": NUMBERS, "tier": GENDERS,
}  # fmt: skip
USUAL = listed(
    "1234567|Eva|Müller|24.12.1980|Hauptstraße|5|12345|Ulm||e@x.de|0171 1234567|2024-01-02|Frau||||"
    "|Eva Müller||5|w"
)

OWN = {name: name for name in list(COLUMNS)[: list(COLUMNS).index("mobile")] if name != "country"}
WHOLE_NAME = {name: name for name in OWN if name not in ("given_name", "family_name")} | {
    "full_name": "whole"
}
WAYS = {
    "a column each": OWN,
    "phone numbers of the row's country": {**OWN, "country": "country"},
    "several of a kind": {**OWN, "phone": "[phone, mobile, fax]", "email": "[email, second]"},
    "accounts in a realm of the row": {**OWN, "account": "{column: mobile, realm: {column: source_id}}"},
    "what more than a column says": {
        **OWN,
        "source_id": "{template: '{source_id}-{gender}'}",
        "email": "{coalesce: [email, second]}",
        "city": "{column: city, clean: [name_case]}",
    },
    "a whole name": WHOLE_NAME,
    "a whole name, in a country, of a type": {**WHOLE_NAME, "country": "country", "entity_type": "type"},
    "a whole name, the family name in front": {
        **WHOLE_NAME,
        "full_name": "{column: whole, order: family_first}",
    },
    "all names": {**OWN, "full_name": "whole", "middle_name": "city", "entity_type": "type"},
    "traits": {
        **OWN,
        "traits": "{points: points, tier: tier, since: observed_at, day: observed_at, ok: {const: ja}}",
    },
}
TRAITS = "traits: {points: number, tier: text, since: time, day: date, ok: boolean}\n"
RULES = """rules: [
    {field: email, pattern: '.*@x[.]de'}, {field: postal_code, max: '50000', severity: warn},
    {check: 'source_id != "7" or count(city) > 0', severity: warn},
    {field: gender, required: true, when: {salutation: Frau}}]"""
"""Fields of mappings, each with where it is read."""


def mapping(
    folder: Path, fields: Mapping[str, str], more: str = "", when: str = "", files: str = "*.csv"
) -> Path:
    read = ", ".join(f"{name}: {column}" for name, column in fields.items())
    path = folder / "crm.yaml"
    entry = f"{{path: '{files}', rows: [{{kind: customer, {when}fields: {{{read}}}}}]}}"
    path.write_text(f"source: crm\n{TRAITS}{more}files: [{entry}]\n", encoding="utf-8")
    return path


def written(folder: Path, rows: Sequence[Sequence[str]], names: Sequence[str] = tuple(COLUMNS)) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([names, *rows])
    path = folder / "rows.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


rows = st.lists(
    st.tuples(
        *(
            st.sampled_from([*hostile, usual, usual])
            for hostile, usual in zip(COLUMNS.values(), USUAL, strict=True)
        )
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=examples(40), deadline=None)
@given(
    rows=rows,
    fields=st.sampled_from(list(WAYS.values())),
    orders=st.sampled_from(["DMY", "MDY", "YMD", "['%d.%m.%Y']"]),
    country=st.sampled_from(["DE", "AT", "US"]),
    when=st.sampled_from(["", "when: {gender: w}, ", "delete_when: {tier: male}, ", f"{RULES}, "]),
)
def test_hostile_values(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, ...]],
    fields: dict[str, str],
    orders: str,
    country: str,
    when: str,
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    more = f"dates: {orders}\ncountry: {country}\n"

    compared(mapping(folder, fields, more, when), written(folder, rows))


@settings(max_examples=examples(15), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(CHARACTERS, max_size=12),
            st.text(CHARACTERS, max_size=12),
            st.text("0123456789+-/() .", max_size=20),
            st.text("ab@.-_1Ä ", max_size=14),
        )
    )
)
@example(rows=[("0", "", "0", ""), ("0", "", "0", ""), ("0\r1", "", "", "")])
@example(rows=[("0", "", "0", ""), ("0", "", "0", ""), ("0\u00a01", "", "", "")])
def test_any_text(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]) -> None:
    folder = tmp_path_factory.mktemp("rows")
    names = ["source_id", "family_name", "phone", "email"]
    plain = [tuple(text.encode("utf-8", "ignore").decode().replace("\0", "") for text in row) for row in rows]

    compared(
        mapping(folder, {name: name for name in names}),
        written(folder, [["1", "Meier", "", ""], *plain], names),
    )


NATIVE = listed("""
12345|12345.0|0|1e30|NaN|Infinity|true|false|null|[]|["e@x.de"]|["e@x.de", "f@x.de"]|{}|{"a": 1}|"\\ud800x"|
"Ulm"|1704164645|[1, null]|1.5|123456789012345678901|""|"0"
""")


@settings(max_examples=examples(40), deadline=None)
@given(
    rows=st.lists(st.dictionaries(st.sampled_from(list(COLUMNS)), st.sampled_from(NATIVE)), max_size=20),
    fields=st.sampled_from(list(WAYS.values())),
)
def test_values_that_are_no_texts(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]], fields: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    usual = {name: f'"{text}"' for name, text in zip(COLUMNS, USUAL, strict=True)}
    objects = [
        ", ".join(f'"{name}": {value}' for name, value in (usual | row).items()) for row in [{}, *rows]
    ]
    file = folder / "rows.jsonl"
    file.write_text("".join(f"{{{it}}}\n" for it in objects), encoding="utf-8")

    compared(mapping(folder, fields, files="*.jsonl"), file)


def test_keys_that_are_numbers_are_not_looked_at_singly(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(f'{{"id": {n}, "zip": 12345, "city": null}}\n' for n in range(1, 200)))
    fields = {"source_id": "id", "postal_code": "zip", "city": "city"}

    assert compared(mapping(tmp_path, fields, files="*.jsonl"), file) == (199, 0)


@pytest.mark.parametrize(("name", "values"), COLUMNS.items())
def test_each_hostile_value_by_itself(tmp_path: Path, name: str, values: list[str]) -> None:
    at = list(COLUMNS).index(name)
    rows = [[*USUAL[:at], value, *USUAL[at + 1 :]] for value in values]

    for fields in WAYS.values():
        compared(mapping(tmp_path, fields), written(tmp_path, rows))


@pytest.mark.parametrize("fields", WAYS.values(), ids=WAYS)
def test_usual_rows_are_not_looked_at_singly(tmp_path: Path, fields: dict[str, str]) -> None:
    rows = [
        [str(number), *USUAL[1:13], "w", "(030) 123456", "", "e2@x.de", *USUAL[17:]]
        for number in range(1, 501)
    ]

    assert compared(mapping(tmp_path, fields), written(tmp_path, rows)) == (500, 0)


def test_rows_of_which_a_value_stays_out_are_not_looked_at_singly(tmp_path: Path) -> None:
    unfit = {"birth_date": "31.02.1980", "email": "a@b", "phone": "12345", "postal_code": "?"}
    usual = dict(zip(COLUMNS, USUAL, strict=True))
    rows = [[*(usual | {name: text}).values()] for name, text in unfit.items() for _ in range(2)]

    assert compared(mapping(tmp_path, OWN), written(tmp_path, rows)) == (len(rows), 0)


def test_rows_that_make_nothing_good_are_not_told_of(tmp_path: Path) -> None:
    names = tuple(COLUMNS)
    rows = [[f"K{at}", *USUAL[1:]] for at in range(50)]
    opened = open_inputs(mapping(tmp_path, OWN), [written(tmp_path, rows)], IngestOptions())
    [(reader, entry)] = opened.inputs
    like = dict(zip(names, rows[7], strict=True))
    mending = Mending.of(
        [
            in_quarantine("the row", "", json.dumps(like, ensure_ascii=False), ""),
            in_quarantine("another", "", json.dumps({**like, "email": "other"}), ""),
            in_quarantine("about the same", "email", "", "customer crm:K8"),
        ]
    )
    columns = RowColumns.of(entry, mending)
    assert columns is not None

    [block] = read_blocks(reader, entry, "crm", columns, LineItems())

    assert [it.raw["source_id"] for it in block.outcomes] == ["K7", "K8"]


@pytest.mark.parametrize("country", ["DE", "HU", "CN", "PL", "FR"])
def test_what_two_words_say_as_a_name(tmp_path: Path, country: str) -> None:
    pairs = [f"{first} {last}" for first in WORDS for last in WORDS]
    file = written(tmp_path, [[str(at), name] for at, name in enumerate(pairs, 1)], ["id", "name"])
    path = mapping(tmp_path, {"source_id": "id", "full_name": "name"}, f"country: {country}\n")

    assert compared(path, file) == (len(pairs), 0)


def test_names_that_are_those_of_the_company_are_looked_at_singly(tmp_path: Path) -> None:
    pairs = [("Eva Müller", "EVA MÜLLER"), ("Eva Müller", "Ulm"), ("Straße", "STRASSE"), ("", ""), ("Li", "")]
    file = written(tmp_path, [[str(at), *pair] for at, pair in enumerate(pairs, 1)], ["id", "name", "firm"])

    for company in ("employer", "organization_name"):
        path = mapping(tmp_path, {"source_id": "id", "full_name": "name", company: "firm"})
        assert compared(path, file) == (5, 2)


def test_firms_among_family_names_are_looked_at_singly(tmp_path: Path) -> None:
    pairs = [("", "Müller GmbH"), ("Eva", "Müller GmbH"), ("", "Müller"), ("Eva", "de la Cruz")]
    file = written(tmp_path, [[str(at), *pair] for at, pair in enumerate(pairs, 1)], ["id", "first", "last"])

    assert compared(
        mapping(tmp_path, {"source_id": "id", "given_name": "first", "family_name": "last"}), file
    ) == (4, 2)


def test_broken_rows_stay_in_their_place(tmp_path: Path) -> None:
    rows = [[str(number), *USUAL[1:], *["x"] * (number % 7 == 0)] for number in range(1, 60)]

    assert compared(mapping(tmp_path, OWN), written(tmp_path, rows)) == (59, 8)


def test_rows_of_both_kinds_stand_in_the_journal_as_in_the_file(tmp_path: Path) -> None:
    rows = [[str(number), "Dr. Eva" if number % 3 else "Eva", *USUAL[2:]] for number in range(1, 50)]
    rows += [["", "Eva", *USUAL[2:]], ["7", "Eva", *USUAL[2:]]]
    file = written(tmp_path, rows)
    journal = Journal.open(Settings(home=tmp_path / "home"))

    summaries = [ingest(mapping(tmp_path, OWN), [file], journal).files[0] for _ in range(2)]

    assert [(it.rows, it.accepted, it.rejected_rows) for it in summaries] == [(51, 50, 1), (51, 0, 1)]
    told = look(journal, 'SELECT source_id, title FROM stored_records ORDER BY "commit", seq')
    assert told == [(row[0], "Dr." if "Dr." in row[1] else None) for row in rows if row[0]]
