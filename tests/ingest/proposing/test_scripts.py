"""Files in other scripts and code pages than those of western Europe: what headers mean, and where from."""

from itertools import combinations
from pathlib import Path

import pytest

from ingest.proposing.meaning.concepts import header_words
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.labels import labels
from tests.ingest.proposing.proposals import as_yaml, fields, proposed

_FIELDS = ("source_id", "full_name", "birth_date", "phone", "email")
_FILES = {
    ("JP", "cp932"): (
        "会員番号,お客様氏名,生年月日,携帯電話番号,メールアドレス",
        "山田 太郎",
        "090-1234-567",
    ),
    ("KR", "cp949"): ("회원번호,이름,생년월일,휴대폰번호,이메일", "김민준", "010-1234-567"),
    ("CN", "gb18030"): ("客户编号,姓名,出生日期,手机号码,电子邮箱", "张伟", "1381234567"),
    ("TW", "cp950"): ("會員編號,姓名,出生日期,電話號碼,電子郵件", "陳大文", "0912-345-67"),
    ("RU", "cp1251"): ("Номер клиента;ФИО;Дата рождения;Телефон;Эл. почта", "Иванов Иван", "8 912 345-67-8"),
    ("GR", "cp1253"): (
        "Κωδικός πελάτη;Ονοματεπώνυμο;Ημ. Γέννησης;Κινητό;Email",
        "Γιώργος Ιωάννου",
        "694 123 456",
    ),
    ("CZ", "cp1250"): (
        "Číslo zákazníka;Jméno a příjmení;Datum narození;Telefon;E-mail",
        "Jiří Dvořák",
        "60123456",
    ),
    ("HU", "cp1250"): (
        "Vevőkód;Teljes név;Születési dátum;Telefonszám;E-mail",
        "Kővári Péter",
        "06 30 123 456",
    ),
    ("TR", "cp1254"): (
        "Müşteri No;Adı Soyadı;Doğum Tarihi;Cep Telefonu;E-posta",
        "Ayşe Yıldız",
        "0532 123 45 6",
    ),
    ("BG", "cp1251"): (
        "Клиентски номер;Име и фамилия;Дата на раждане;Телефон;Имейл",
        "Мария Георгиева",
        "0888 123 45",
    ),
    ("HR", "cp1250"): (
        "Šifra kupca;Ime i prezime;Datum rođenja;Mobitel;E-pošta",
        "Ivana Kovačević",
        "091 234 567",
    ),
    ("LT", "cp1257"): (
        "Kliento Nr.;Vardas ir pavardė;Gimimo data;Telefonas;El. paštas",
        "Rūta Jankauskaitė",
        "8 612 3456",
    ),
    ("IL", "cp1255"): ('מספר לקוח;שם מלא;תאריך לידה;נייד;דוא"ל', "דוד כהן", "054-555123"),
    ("SA", "cp1256"): (
        "رقم العميل;الاسم;تاريخ الميلاد;الجوال;البريد الإلكتروني",
        "أحمد العتيبي",
        "050123456",
    ),
}


@pytest.mark.parametrize(("country", "page"), _FILES)
def test_headers_and_letters_tell_what_columns_are_and_from_where(
    tmp_path: Path, country: str, page: str
) -> None:
    headers, name, phone = _FILES[country, page]
    mark = ";" if ";" in headers else ","
    rows = [
        mark.join((f"K{place}", name, f"1980-05-0{place + 1}", f"{phone}{place}", f"k{place}@mail.example"))
        for place in range(5)
    ]
    found = proposed(tmp_path / "x.csv", "\n".join([headers, *rows, ""]), page)

    columns = headers.split(mark)
    assert (
        fields(found, "customer").items()
        >= {field: (column,) for field, column in zip(_FIELDS, columns, strict=True)}.items()
    )
    written = as_yaml(found)
    assert (written["country"], written["files"][0]["encoding"]) == (country, page)  # type: ignore[index]


def test_what_is_read_aloud_is_no_name(tmp_path: Path) -> None:
    text = "会員番号,氏名,氏名カナ\n1,山田 太郎,ヤマダ タロウ\n2,佐藤 花子,サトウ ハナコ\n"

    assert fields(proposed(tmp_path / "x.csv", text), "customer")["full_name"] == ("氏名",)


@pytest.mark.parametrize(
    ("header", "sense"),
    [
        ("Né(e) le", "birth date"),
        ("Nombre(s)", "name"),
        ("Ｅ－ｍａｉｌ", "email"),
        ("By", "city"),
        ("注文者電話番号", "phone"),
        ("עיר", "city"),
        ("المدينة", "city"),
        ("сума", "amount"),
        ("N° client", "customer"),
        ("N° client", "number"),
        ("Müşteri", "customer"),
        ("Poliçe Türü", "type"),
        ("Fødselsdato", "birth date"),
        ("Användare", "user"),
        ("ár", "price"),
        ("Krajina", "country"),
        ("Data de naixement", "birth date"),
        ("Stok Kodu", "product number"),
        ("شماره تلفن", "phone"),
        ("ที่อยู่", "address"),
        ("ईमेल", "email"),
    ],
)
def test_other_endings_widths_and_words_alone(header: str, sense: str) -> None:
    assert said(header).senses.get(sense) == 1.0


@pytest.mark.parametrize(
    ("header", "senses"),
    [
        ("Data ur.", {"birth date"}),
        ("Дата рожд.", {"birth date"}),
        ("Kod poczt.", {"postal code"}),
        ("Kol.", {"quantity"}),
        ("Part af", set()),
        ("Magazine", set()),
        ("Grosse", set()),
        ("Termine", {"appointment"}),
        ("Station", {"store"}),
        ("Date de la commande", {"date", "order"}),
        ("Kod produktu", {"code", "product"}),
        ("Bestelnr.", {"order", "number"}),
        ("Artikelgroep", {"category"}),
        ("Quem indicou", {"referrer"}),
        ("Amigo indicado", {"referred"}),
        ("Davet Edilen", {"referred"}),
        ("Presentato da", {"referrer"}),
        ("Värvad av", {"referrer"}),
        ("Valor unitário", {"price"}),
        ("Mensalidade", {"fee"}),
        ("Uppsagd", {"cancelled"}),
        ("Sagsnummer", {"ticket", "number"}),
        ("Nota (0 a 10)", {"score"}),
        ("Pijn (0-10)", {"score"}),
        ("Hoe waarschijnlijk is het dat u ons aanbeveelt? (0-10)", {"nps"}),
    ],
)
def test_words_are_shortened_by_a_point_or_as_those_of_a_phrase(header: str, senses: set[str]) -> None:
    assert said(header).senses.keys() == senses


@pytest.mark.parametrize(
    ("header", "sense"),
    [
        ("Ödeme Tutarı", "amount"),
        ("Objednávkou", "order"),
        ("şirketin şirketi", "company"),
        ("Devis", "deal"),
    ],
)
def test_words_in_a_case_are_known_by_long_stems(header: str, sense: str) -> None:
    assert said(header).senses[sense] > 0.9


@pytest.mark.parametrize(
    ("header", "other", "sense"),
    [
        ("Angemeldet am", "Abgemeldet am", "refused"),
        ("Data iscrizione", "Data disiscrizione", "refused"),
        ("Date d'inscription", "Date de désinscription", "refused"),
        ("Aangemeld op", "Afgemeld op", "refused"),
        ("Tilmeldt", "Afmeldt", "refused"),
        ("Indicador", "Indicado", "referred"),
    ],
)
def test_a_word_is_not_taken_for_its_opposite(header: str, other: str, sense: str) -> None:
    assert sense in said(other).senses
    assert sense not in said(header).senses


def test_no_word_stands_in_two_lists() -> None:
    lists = [
        header_words().keys(),
        header_words("further_words").keys(),
        {"".join(word.split()) for word, _ in labels()},
    ]

    assert not any(one & other for one, other in combinations(lists, 2))


def test_by_is_no_city_beside_other_words() -> None:
    assert "city" not in said("Created by").senses


def test_a_guests_number_does_not_tell_the_country_of_the_house(tmp_path: Path) -> None:
    rows = "".join(f"{place},Ayşe Yıldız,0532 123 45 6{place}\n" for place in range(5))
    found = proposed(
        tmp_path / "x.csv", f"Müşteri No,Adı Soyadı,Telefon\n{rows}6,Hans Becker,+49 171 2345678\n"
    )

    assert as_yaml(found)["country"] == "TR"


def test_one_postal_code_does_not_tell_the_country_of_all(tmp_path: Path) -> None:
    rows = "".join(f"{place},Anna,Meier,1000{place},Berlin\n" for place in range(5))
    found = proposed(
        tmp_path / "x.csv", f"id,first name,last name,zip,city\n{rows}9,Piet,Visser,1012 LG,Amsterdam\n"
    )

    assert "country" not in as_yaml(found)


def test_prezime_is_a_family_name_but_beside_one_a_middle_name(tmp_path: Path) -> None:
    croatian = fields(
        proposed(tmp_path / "hr.csv", "Šifra,Ime,Prezime\n1,Ana,Horvat\n2,Ivo,Babić\n"), "customer"
    )
    bulgarian = fields(
        proposed(
            tmp_path / "bg.csv", "Номер,Име,Презиме,Фамилия\n1,Иван,Петров,Димитров\n2,Петър,Иванов,Николов\n"
        ),
        "customer",
    )

    assert croatian["family_name"] == ("Prezime",)
    assert (bulgarian["middle_name"], bulgarian["family_name"]) == (("Презиме",), ("Фамилия",))


def test_indonesian_sales(tmp_path: Path) -> None:
    rows = "".join(
        f"INV/{no},0{no}-03-2024,Siti Rahayu,08123456789{no},Jakarta,1219{no},KP-1,2,{no}5.000,150.000\n"
        for no in range(1, 6)
    )
    header = "No Pesanan,Tanggal Pesanan,Nama Pembeli,No HP,Kota,Kode Pos,SKU,Jumlah,Harga Satuan,Total Harga"
    found = proposed(tmp_path / "x.csv", f"{header}\n{rows}")

    assert fields(found, "order").items() >= {"number": ("No Pesanan",), "total": ("Total Harga",)}.items()
    assert fields(found, "customer").items() >= {"full_name": ("Nama Pembeli",), "city": ("Kota",)}.items()
    assert (as_yaml(found)["country"], as_yaml(found)["decimal"]) == ("ID", ",")
