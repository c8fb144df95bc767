"""What is dialled before and after a telephone number in the countries of the world, and is no part of it."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.identifiers.phones import Phone


@pytest.mark.parametrize(
    ("country", "written", "number"),
    [
        ("TR", "0 (212) 223 31 33 dahili 12", "+902122233133"),
        ("TR", "0212 223 31 33 / 12", "+902122233133"),
        ("TR", "444 0 332", "+904440332"),
        ("AU", "13 12 34", "+61131234"),
        ("US", "212-555-0173;123#", "+12125550173"),
        ("RU", "8 (86196) 6-20-03 доб. 129", "+78619662003"),
        ("RU", "+7 (3467) 360-100 вн. 6030", "+73467360100"),
        ("RU", "+7(495)280-03-34, доб. 2592254", "+74952800334"),
        ("IN", "022-2345 6789 Extn. 45", "+912223456789"),
        ("TH", "02-123-4567 ต่อ 0", "+6621234567"),
        ("VN", "(028) 3822 1234 máy lẻ 101", "+842838221234"),
        ("VN", "(84-28) 3822 1234", "+842838221234"),
        ("PH", "(02) 8123-4567 local 5", "+63281234567"),
        ("CL", "(2) 2345 6789 anexo 12", "+56223456789"),
        ("HR", "01/4567-890 int. 12", "+38514567890"),
        ("GR", "(+30) 210-3312345 εσωτ. 12", "+302103312345"),
        ("IL", "03-1234567 שלוחה 12", "+97231234567"),
        ("AE", "04-3456789 Ext: 12", "+97143456789"),
        ("JP", "03-1234-5678（内線12）", "+81312345678"),
        ("KR", "02-123-4567 (내선 12)", "+8221234567"),
        ("CN", "010-12345678转8001", "+861012345678"),
        ("CN", "010-12345678-8001", "+861012345678"),
        ("BR", "(11) 91234-5678 ramal 12", "+5511912345678"),
        ("BR", "0xx11 3123-4567", "+551131234567"),
        ("MX", "044 55 1234 5678", "+525512345678"),
        ("MX", "01 (55) 1234-5678", "+525512345678"),
        ("DE", "+52 1 55 1234 5678", "+525512345678"),
        ("PL", "(22) 123-45-67 wew. 12", "+48221234567"),
        ("FR", "01 43 45 67 89 poste 12", "+33143456789"),
        ("US", "212-555-0173;ext=5", "+12125550173"),
        ("DE", "+49 211 1234567,,123#", "+492111234567"),
        ("SA", "٠٥٠١٢٣٤٥٦٧", "+966501234567"),
        ("HU", "06 1 434 5608 / 12 mellék", "+3614345608"),
        ("SI", "01 434 56 08 (int. 12)", "+38614345608"),
        ("UA", "(044) 123-45-01 дод. 12", "+380441234501"),
        # what is a number of its own, or part of one
        ("DE", "030 123456-789", "+4930123456789"),
        ("DE", "0049 30 1234567-12345", "+4930123456712345"),
        ("US", "1-800-FLOWERS", "+18003569377"),
        ("IL", "972-52-123-4567", "+972521234567"),
    ],
)
def test_extensions_and_prefixes(country: str, written: str, number: str) -> None:
    pieces = Phone().pieces(written)
    assert [Phone().clean(it, Context(country=country)).value for it in pieces] == [number]


@pytest.mark.parametrize(
    "numbers", ["0171 1234567;030 123456", "6123456;6543210", "224455;661122", "12345;54321"]
)
def test_a_second_number_is_no_extension(numbers: str) -> None:
    assert Phone().pieces(numbers) == numbers.split(";")


@pytest.mark.parametrize(("country", "local"), [("NL", "8001234"), ("GB", "8001111"), ("HR", "8001234")])
def test_a_number_without_its_area_is_no_freephone_number(country: str, local: str) -> None:
    """Those are written with a 0 before them; without it a number may be anybody's of several towns."""
    with pytest.raises(InvalidValue, match="area code missing"):
        Phone().clean(local, Context(country=country))
    calling = {"NL": "31", "GB": "44", "HR": "385"}[country]
    assert Phone().clean(f"0{local}", Context(country=country)).value == f"+{calling}{local}"
