"""`ckg check`: what a mapping makes of its files, told without storing anything."""

from pathlib import Path

import pytest

from tests.support.script import Script

MAPPING = """
source: crm
files:
  - path: kunden.csv
    rows:
      - kind: customer
        fields: {source_id: Nr, full_name: Name, email: Mail, birth_date: Geb}
      - kind: order
        when: {Bestellung: "*"}
        fields: {source_id: Nr, number: Bestellung, ordered_at: Datum, total: Betrag}
"""
ROWS = """Nr,Name,Mail,Geb,Bestellung,Datum,Betrag
1,"Groß, Dr. Anna",ANNA@Mail.example,29.2.80,B1,1.5.2024,12.50
2,Bernd Möller,bernd@mail.example,31.02.1975,,,
,Nobody,nobody@mail.example,,,,
"""


@pytest.fixture
def ckg(tmp_path: Path) -> Script:
    """Runs `ckg` beside a mapping and its file."""
    (tmp_path / "crm.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "kunden.csv").write_text(ROWS, encoding="utf-8")
    return Script({"CKG_HOME": str(tmp_path / "home")}, tmp_path)


def test_rows_are_shown_as_they_would_arrive_and_nothing_is_stored(ckg: Script, tmp_path: Path) -> None:
    [file] = ckg.ask("check", "crm.yaml")["files"]
    customer, order = ({it["name"]: it["value"] for it in one["values"]} for one in file["arrivals"][:2])

    assert (file["rows"], file["refused_rows"], file["kinds"]) == (3, 1, {"customer": 2, "order": 1})
    assert (customer["title"], customer["birth_date"]) == ("Dr.", "1980")
    assert (order["number"], order["total"]) == ("B1", 12.5)
    assert file["refused"] == {"source_id is empty": 1}
    assert {reason.split()[0]: count for reason, count in file["left_out"].items()} == {
        "birth_date": 1,
        "email": 1,  # nobody@…, of the row that is refused
    }
    assert not (tmp_path / "home").exists()


def test_personal_values_are_masked_where_nobody_sees_a_terminal(ckg: Script) -> None:
    told = ckg.run("check", "crm.yaml").output + ckg.run("check", "crm.yaml", "--json").output

    assert "…@mail.example" in told
    assert "A. G." in told
    for personal in ("anna@", "Anna", "Groß", "02-29", "Möller"):
        assert personal not in told


def test_a_denial_and_a_referral_are_told_as_what_they_are(ckg: Script, tmp_path: Path) -> None:
    """A referral makes two entries of one row; what it says of nobody is shown where all else is masked."""
    kinds = """
      - kind: consent
        fields: {source_id: Nr, purpose: {const: news}, granted: Name, at: Geb}
      - kind: referral
        fields: {source_id: Nr, referred_id: Mail, at: Geb, channel: {const: app}, referred_email: Mail}
"""
    (tmp_path / "crm.yaml").write_text(MAPPING.partition("      -")[0] + kinds[1:], encoding="utf-8")
    (tmp_path / "kunden.csv").write_text("Nr,Name,Mail,Geb\n1,no,a@x.example,2024-05-01\n", encoding="utf-8")

    [file] = ckg.ask("check", "crm.yaml")["files"]
    consent, referral, _ = ([(it["name"], it["value"]) for it in one["values"]] for one in file["arrivals"])

    assert file["kinds"] == {"consent": 1, "referral": 1, "referred person": 1}
    assert ("granted", "no") in consent
    assert ("channel", "app") in referral
    assert [name for name, _ in referral].count("at") == 1


def test_orders_of_nobody_and_totals_in_doubt_are_told(ckg: Script, tmp_path: Path) -> None:
    assert "nobody's" not in ckg.run("check", "crm.yaml").output
    tills = MAPPING.replace("fields: {source_id: Nr, number", "fields: {number")
    (tmp_path / "crm.yaml").write_text(tills, encoding="utf-8")
    (tmp_path / "kunden.csv").write_text(ROWS + "1,,,,B1,1.5.2024,12.50\n", encoding="utf-8")
    told = ckg.run("check", "crm.yaml").output

    assert "Rows of kind order are nobody's" in told
    assert "total taken as the order's own, as far as is known" in told


def test_all_mistakes_are_told_at_once(ckg: Script, tmp_path: Path) -> None:
    wrong = MAPPING.replace("full_name: Name", "full_nme: Name").replace("email: Mail", "email: Mial")
    (tmp_path / "crm.yaml").write_text(wrong.replace("total: Betrag", "total: {const: x}"), encoding="utf-8")
    for command in ("check", "ingest"):
        refused = ckg.run(command, "crm.yaml")

        assert refused.status == 1
        assert "has 3 mistakes" in refused.errors
        for mistake in ('no field "full_nme"', 'no column "Mial"', '"x" is not a number'):
            assert mistake in refused.errors
    assert not (tmp_path / "home").exists()


def test_mistakes_come_before_files_that_are_not_there(ckg: Script, tmp_path: Path) -> None:
    (tmp_path / "crm.yaml").write_text(MAPPING.replace("full_name", "full_nme"), encoding="utf-8")
    (tmp_path / "kunden.csv").unlink()
    assert 'no field "full_nme"' in ckg.run("check", "crm.yaml").errors
