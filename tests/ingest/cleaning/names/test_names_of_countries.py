"""Forms of address, titles and firms of countries whose customs others do not share, and who is nobody."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.names.fields import FullName
from ingest.cleaning.names.names import parse_name


@pytest.mark.parametrize(
    ("country", "written", "title", "given", "family", "gender"),
    [
        ("TR", "Doç. Dr. Can Er", "Doç. Dr.", "Can", "Er", None),
        ("TR", "Dr. Öğr. Üyesi Fatma Şahin", "Dr. Öğr. Üyesi", "Fatma", "Şahin", None),
        ("TR", "Ahmet Bey", None, "Ahmet", None, "male"),
        ("TR", "Ayşe Yılmaz Hanım", None, "Ayşe", "Yılmaz", "female"),
        ("HR", "mr. sc. Ana Kovač", "mr. sc.", "Ana", "Kovač", None),
        ("RS", "mr Ana Petrović", "mr", "Ana", "Petrović", None),
        ("HR", "Ivan Horvat, dipl. ing. arh.", "dipl. ing. arh.", "Ivan", "Horvat", None),
        ("RO", "Dl. Ion Popescu", None, "Ion", "Popescu", "male"),
        ("BG", "инж. Петър Петров", "инж.", "Петър", "Петров", None),
        ("IL", 'עו"ד דנה לוי', 'עו"ד', "דנה", "לוי", None),
        ("SA", "د. سارة القحطاني", "د.", "سارة", "القحطاني", None),
        ("AE", "Sheikh Mohammed Al Nahyan", "Sheikh", "Mohammed", "Al Nahyan", None),
        ("IN", "Ramesh Kumar S/O Suresh Kumar", None, "Ramesh", "Kumar", None),
        ("IN", "Priya Nair, D/o Mohan Nair", None, "Priya", "Nair", None),
        ("IN", "Dr. (Mrs.) Meena Iyer", "Dr.", "Meena", "Iyer", "female"),
        ("IN", "Meena (Mrs) Iyer", None, "Meena", "Iyer", "female"),
        ("GB", "Anna (Miss) Bennett", None, "Anna", "Bennett", "female"),
        ("DE", "Müller (Herr), Hans", None, "Hans", "Müller", "male"),
        ("DE", "Kern, (Frau) Anna", None, "Anna", "Kern", "female"),
        ("DE", "Anna Kern (Frau)", None, "Anna", "Kern", "female"),
        ("DE", "Hans (Hansi) Kern", None, "Hans", "Kern", None),
        ("IN", "Kum. Anita Sharma", None, "Anita", "Sharma", "female"),
        ("MY", "En. Ahmad Zaki", None, "Ahmad", "Zaki", "male"),
        ("MY", "Tuan Ahmad Zaki", None, "Ahmad", "Zaki", "male"),
        ("BD", "Mst Rahima Khatun", None, "Rahima", "Khatun", "female"),
        ("IN", "Late Shri Mohan Lal", None, "Mohan", "Lal", "male"),
        ("IN", "Sri Venkatesh Rao", None, "Venkatesh", "Rao", "male"),
        ("BD", "Engr. Maynuddin Hasan", "Engr.", "Maynuddin", "Hasan", None),
        ("ID", "Bpk. Hendra Gunawan", None, "Hendra", "Gunawan", "male"),
        ("ID", "Budi Santoso, S.T., M.Kom.", "S.T. M.Kom.", "Budi", "Santoso", None),
        ("TH", "Khun Somchai Jaidee", None, "Somchai", "Jaidee", None),
        ("VN", "Bà Trần Thị Bình", None, "Thị Bình", "Trần", "female"),
        ("PH", "Atty. Renato Pineda", "Atty.", "Renato", "Pineda", None),
        ("PH", "Ana Sta. Maria", None, "Ana", "Sta. Maria", None),
        ("KE", "Ngugi wa Thiong'o", None, "Ngugi", "wa Thiong'o", None),
        ("NG", "Alhaji Musa Garba", "Alhaji", "Musa", "Garba", None),
        ("ZA", "Mej. Anna Botha", None, "Anna", "Botha", "female"),
        ("MX", "C.P. Rosa Martínez Luna", "C.P.", "Rosa", "Martínez Luna", None),
        ("CL", "María Soto viuda de Ruiz", None, "María", "Soto", None),
        ("DE", "StB Anna Kern", "StB", "Anna", "Kern", None),
        ("DE", "StB/WP Peter Kern", "StB WP", "Peter", "Kern", None),
        ("DE", "Anna Doktor", None, "Anna", "Doktor", None),
        ("US", "La Toya Jackson", None, "La Toya", "Jackson", None),
        ("US", "Smith A. B.", None, "A.", "Smith", None),
        ("MY", "Puan Siti Aminah binti Hassan", None, "Siti Aminah", "binti Hassan", "female"),
        ("ET", "Ato Abebe Bikila", None, "Abebe", "Bikila", "male"),
        ("ES", "Excmo. Sr. D. Juan García López", None, "Juan", "García López", "male"),
        ("IT", "Egr. Sig. Mario Rossi", None, "Mario", "Rossi", "male"),
        ("PL", "Szanowny Pan Jan Kowalski", None, "Jan", "Kowalski", "male"),
        ("IR", "خانم مریم رضایی", None, "مریم", "رضایی", "female"),
        ("UA", "пан Іван Франко", None, "Іван", "Франко", "male"),
        ("FR", "Maître Jean Dupont", "Maître", "Jean", "Dupont", None),
        # what is a name or an initial elsewhere, or with less beside it
        ("US", "Dear Abby", None, "Dear", "Abby", None),
        ("US", "Caro Smith", None, "Caro", "Smith", None),
        ("KE", "Ato Boldon", None, "Ato", "Boldon", None),
        ("DE", "Turgut Bey", None, "Turgut", "Bey", None),
        ("SL", "Alhaji Kamara", None, "Alhaji", "Kamara", None),
        ("BD", "Sheikh Hasina", None, "Sheikh", "Hasina", None),
        ("IN", "Sri Devi", None, "Sri", "Devi", None),
        ("IN", "Sri Lakshmi Rao", None, "Sri Lakshmi", "Rao", None),
        ("IN", "Sri Vidya Iyer", None, "Sri Vidya", "Iyer", None),
        ("IN", "Kum Kum Sharma", None, "Kum Kum", "Sharma", None),
        ("VN", "Bá Đức Nguyễn", None, "Bá Đức", "Nguyễn", None),
        ("VN", "Ong Thi Lan", None, "Ong Thi", "Lan", None),
        ("MY", "En Mei Ling", None, "En Mei", "Ling", None),
        ("MY", "Tuan Nguyen", None, "Tuan", "Nguyen", None),
        ("GB", "Mst Oliver Smith", None, "Mst Oliver", "Smith", None),
        ("HR", "Mr John Smith", None, "John", "Smith", "male"),
        ("US", "Smith, S.T.", None, "S.T.", "Smith", None),
        ("SG", "Muthu s/o Raman", None, "Muthu", "s/o Raman", None),
        ("US", "PT Barnum", None, "PT", "Barnum", None),
        ("IN", "CV Raman", None, "CV", "Raman", None),
        ("JP", "Toko Yasuda", None, "Toko", "Yasuda", None),
        ("IT", "De Andre Maria", None, "De Andre", "Maria", None),
        ("US", "Mary A. B.", None, "Mary", "B.", None),
        ("DK", "Lars Støre", None, "Lars", "Støre", None),
    ],
)
def test_what_a_word_beside_a_name_is_in_a_country(
    country: str, written: str, title: str | None, given: str | None, family: str | None, gender: str | None
) -> None:
    name = parse_name(written, country)
    assert (name.title, name.given, name.family, name.gender) == (title, given, family, gender)


@pytest.mark.parametrize(
    ("country", "firm"),
    [
        ("LV", "SIA Bērziņš"), ("ID", "PT Maju Jaya"), ("ID", "CV. Sumber Rejeki"), ("ID", "Toko Maju"),
        ("ZA", "Botha Boerdery CC"), ("HU", "Kovács Bt."), ("AL", "Hoxha SHPK"), ("IR", "شرکت پارس"),
        ("BR", "Padaria Silva ME"), ("BR", "LU MODAS MEI"), ("EG", "Orascom SAE"), ("", "Orascom S.A.E."),
        ("", "Equinor ASA"), ("NO", "EQUINOR ASA"), ("CZ", "Novák v.o.s."), ("", "Petrović doo"),
        ("RS", "PETROVIĆ DOO"), ("RS", "Marko doo"), ("DE", "EQUINOR ASA"), ("", "Petrović doo Beograd"),
        ("CZ", "Novák vos"), ("PT", "GALP ENERGIA SA"), ("FI", "Osuuskauppa Arina Osk"),
        ("TH", "บริษัท ใจดี จำกัด"),
        ("TH", "หจก. ใจดีการค้า"), ("IN", "M/s Sharma Traders"),
        ("MX", "Comercializadora Al Grano S. de R.L."),
        ("VN", "CÔNG TY TNHH AN BÌNH"),
    ],
)  # fmt: skip
def test_firms_by_the_forms_of_a_country(country: str, firm: str) -> None:
    assert parse_name(firm, country).organization


@pytest.mark.parametrize(
    ("country", "person"),
    [
        ("TH", "Somchai Sae Lim"), ("KR", "Kim Sae Ron"), ("JP", "Tanaka Sae"), ("NL", "Jan Vos"),
        ("NL", "JAN VOS"), ("IS", "Anna Ósk Jónsdóttir"), ("", "Anna Ósk Jónsdóttir"),
        ("KR", "Kim Doo Hwan"), ("SE", "Anna Åsa Berg"),
        ("TH", "Somchai Pao"), ("BR", "CHEN XIAO MEI"), ("BR", "Maria Mei"),
        ("NL", "pieter vos"), ("NL", "Pieter VOS"), ("NL", "P.J. DE VOS"), ("BE", "Luc DE VOS"),
        ("CZ", "Jan Vos"),
        ("", "somchai sae lim"), ("KR", "Kim DOO HWAN"), ("NO", "Anna Åsa Berg"), ("FI", "Anna Ósk"),
        ("SE", "anna åsa berg"), ("PT", "MARIA DE SA"), ("PT", "maria de sá"), ("BR", "JOÃO SÁ"),
        ("PT", "DE SA, MARIA"), ("NL", "PIETER VAN AS"),
    ],
)  # fmt: skip
def test_people_whose_names_are_legal_forms_elsewhere(country: str, person: str) -> None:
    assert not parse_name(person, country).organization


@pytest.mark.parametrize(
    "written",
    [
        "Consumidor Final", "PUBLICO EN GENERAL", "Walk-in Customer", "Cash Customer", "Pelanggan Umum",
        "ลูกค้าทั่วไป", "Khách lẻ", "Nihai Tüketici", "Πελάτης Λιανικής", "Розничный покупатель",
        "Laufkundschaft", "Client de passage",
    ],
)  # fmt: skip
def test_what_tills_have_for_everybody_is_nobody(written: str) -> None:
    with pytest.raises(InvalidValue, match="placeholder"):
        FullName().clean(written, Context())
