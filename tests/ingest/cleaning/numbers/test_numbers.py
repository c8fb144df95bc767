"""Numbers and amounts of money as people write them."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.numbers.currencies import Currency
from ingest.cleaning.numbers.money import PricedAmount, Quantity
from ingest.cleaning.numbers.numbers import DecimalNumber, WholeNumber

COMMA = Context(decimal=",")
POINT = Context(decimal=".")


@pytest.mark.parametrize(
    ("written", "context", "number"),
    [
        ("1.234,56", COMMA, 1234.56),
        ("1.234,56 €", COMMA, 1234.56),
        ("EUR 12,50", COMMA, 12.5),
        ("12,-", COMMA, 12.0),
        ("1.234", COMMA, 1234.0),
        ("1234,5", COMMA, 1234.5),
        ("12,50-", COMMA, -12.5),
        ("−3,5", COMMA, -3.5),
        ("1,234.56", POINT, 1234.56),
        ("1'234.50", POINT, 1234.5),
        ("$1,000", POINT, 1000.0),
        ("1e3", POINT, 1000.0),
        ("1.5E-05", POINT, 0.000015),
        ("1.2345E+04", POINT, 12345.0),
        ("12.0", POINT, 12.0),
        ("1 234,50", COMMA, 1234.5),
    ],
)
def test_decimal_numbers(written: str, context: Context, number: float) -> None:
    assert DecimalNumber().clean(written, context) == number


@pytest.mark.parametrize(
    ("written", "context"),
    [
        ("12.5", COMMA),
        ("12,5", POINT),
        ("zwölf", POINT),
        ("1,2,3", POINT),
        ("", POINT),
        ("nan", POINT),
        ("1e999", POINT),
        ("1.23E+11", POINT),
        ("4,91701E+12", COMMA),
        ("1e999999999999", POINT),
    ],
)
def test_what_is_no_number(written: str, context: Context) -> None:
    with pytest.raises(InvalidValue):
        DecimalNumber().clean(written, context)


def test_native_numbers_do_not_depend_on_the_decimal_mark() -> None:
    assert DecimalNumber().native(1.5, COMMA) == 1.5
    assert WholeNumber().native(3, COMMA) == 3
    for wrong in (True, [1], float("inf"), float("nan"), 10**400):
        with pytest.raises(InvalidValue):
            DecimalNumber().native(wrong, POINT)


@pytest.mark.parametrize(
    "written", ["1 240,50 zł", "1.240,50 kr", "SEK 1240,50", "1240,50 Kč", "1.240,50\u00a0€"]
)
def test_amounts_with_the_money_around(written: str) -> None:
    assert DecimalNumber().clean(written, COMMA) == 1240.5


def test_whole_numbers() -> None:
    assert WholeNumber().clean("2,0", COMMA) == 2
    assert WholeNumber().clean("1.000", COMMA) == 1000
    with pytest.raises(InvalidValue):
        WholeNumber().clean("2,5", COMMA)


@pytest.mark.parametrize(
    ("written", "context", "number"),
    [
        ("R$ 1.234,56", COMMA, 1234.56),
        ("4.500,00 TL", COMMA, 4500),
        ("1 234,50 ₽", COMMA, 1234.5),
        ("₹1,23,456.00", POINT, 123456),
        ("12,800円", POINT, 12800),
        ("($1,500.00)", POINT, -1500),
        ("-$5", POINT, -5),
    ],
)
def test_amounts_with_the_signs_of_many_countries(written: str, context: Context, number: float) -> None:
    assert DecimalNumber().clean(written, context) == number


@pytest.mark.parametrize(
    "written",
    [
        "-{}",
        "{}-",
        "{} -",
        "({})",
        "€ -{}",
        "-€ {}",
        "{} € -",
        "{} EUR-",
        "(€ {})",
        "€ ({})",
        "- {} lei",
        "CHF {}-",
        "−{} ₴",
    ],
)
def test_less_than_nothing_wherever_the_sign_stands(written: str) -> None:
    assert DecimalNumber().clean(written.format("1.234,56"), COMMA) == -1234.56


@pytest.mark.parametrize(
    "unit",
    ["RON", "lei", "Ft", "лв.", "₴", "грн", "kn", "din.", "Rp", "₫", "COP$", "ARS", "Fr.", "₱", "₦", "KSh",
     "RM", "₪", "฿", "S$", "HK$", "CA$", "AED", "SAR", "Dhs", "S/", "zł", "kr.", "euros"],
)  # fmt: skip
def test_amounts_with_the_currency_of_any_country(unit: str) -> None:
    for written in (f"{unit} 1.234,56", f"1.234,56 {unit}", f"1.234,56{unit}", f"+1.234,56 {unit}"):
        assert DecimalNumber().clean(written, COMMA) == 1234.56


@pytest.mark.parametrize(
    "written", ["--5", "(-5)", "-5-", "5 CR", "5 DR", "5 M", "5 Mio", "5k", "5 kg €x", "EUR", "5 EUR 3", "()"]
)
def test_what_is_no_amount(written: str) -> None:
    with pytest.raises(InvalidValue):
        DecimalNumber().clean(written, COMMA)


@pytest.mark.parametrize(
    ("written", "country", "code"),
    [
        ("$", "CA", "CAD"), ("$", "US", "USD"), ("$", "DE", "USD"), ("kr", "SE", "SEK"), ("kr.", "DK", "DKK"),
        ("zł", "DE", "PLN"), ("₹", "GB", "INR"), ("R$", "BR", "BRL"), ("¥", "CN", "CNY"), ("¥", "JP", "JPY"),
        ("Kč", "CZ", "CZK"), ("Euros", "FR", "EUR"), ("$", "HK", "HKD"), ("£", "EG", "EGP"),
        ("£", "DE", "GBP"), ("руб", "BY", "BYN"), ("lei", "MD", "MDL"), ("元", "TW", "TWD"),
        ("Fr.", "SN", "XOF"), ("Fr.", "DE", "CHF"), ("C$", "NI", "NIO"), ("KM", "DE", "BAM"),
        ("FCFA", "SN", "XOF"), ("USD$", "DE", "USD"), ("kn", "HR", "HRK"), ("US $", "CA", "USD"),
    ],
)  # fmt: skip
def test_the_sign_of_several_currencies_is_that_of_the_country(written: str, country: str, code: str) -> None:
    assert Currency().clean(written, Context(country=country)) == code


@pytest.mark.parametrize("country", ["ZM", "LA", "DE"])
@pytest.mark.parametrize("written", ["10K", "2.5k", "K10k"])
def test_thousands_are_no_kwacha_and_no_kip(written: str, country: str) -> None:
    with pytest.raises(InvalidValue):
        PricedAmount().clean(written, Context(country=country))


@pytest.mark.parametrize("written", ["kr", "Br", "CFA", "L"])
def test_what_several_countries_write_is_no_currency_elsewhere(written: str) -> None:
    with pytest.raises(InvalidValue, match="several currencies: write the code"):
        Currency().clean(written, POINT)


@pytest.mark.parametrize(
    ("written", "context", "number"),
    [
        ("₹1,00,000.50", POINT, 100000.5), ("Rs. 1,00,000/-", POINT, 100000), ("KES 1,200/=", POINT, 1200),
        ("Rp31.500,-", COMMA, 31500), ("1,234.50 บาท", POINT, 1234.5), ("200.000 đ", COMMA, 200000),
        ("MXN $1,234.50", POINT, 1234.5), ("1.234,50 дин.", COMMA, 1234.5),
        ("1,234.50 د.إ", POINT, 1234.5), ('98.00 ש"ח', POINT, 98), ("١٬٢٣٤٫٥٠", POINT, 1234.5),
        ("١٬٢٣٤٫٥٠", COMMA, 1234.5), ("１，２３４円", POINT, 1234), ("80,000 تومان", POINT, 80000),
        ("1.250,-- Kč", COMMA, 1250), ("Fr. 1'250.–", POINT, 1250), ("1 250,- Ft", COMMA, 1250),
        ("GH₵ 1,250.00", POINT, 1250), ("25 000 FCFA", POINT, 25000),
    ],
)  # fmt: skip
def test_amounts_of_asia_africa_and_america(written: str, context: Context, number: float) -> None:
    assert DecimalNumber().clean(written, context) == number


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("12.5 km", "BA"), ("119.00 br.", "BY"), ("119.00 br.", "ET"), ("R 12.50", "ZA"), ("R 12.50", "LS"),
        ("L 12.50", "HN"), ("Q12.50", "GT"), ("K 12.50", "ZM"), ("12.50 D", "GM"), ("500 F", "SN"),
        ("Rf 12.50", "MV"), ("Ar 12.50", "MG"), ("N5,000", "NG"),
    ],
)  # fmt: skip
def test_letters_that_are_short_for_much_are_money_where_they_are(written: str, country: str) -> None:
    DecimalNumber().clean(written, Context(country=country))
    for elsewhere in ("DE", "US", "GB"):
        with pytest.raises(InvalidValue):
            DecimalNumber().clean(written, Context(country=elsewhere))


@pytest.mark.parametrize("written", ["00001234R", "000012345{", "000012345}", "5²", "5½"])
def test_what_stands_in_place_of_a_digit_or_above_it_is_no_unit(written: str) -> None:
    with pytest.raises(InvalidValue):
        DecimalNumber().clean(written, POINT)


@pytest.mark.parametrize("unit", ["pcs", "kg", "adet", "szt.", "шт.", "pzas", "個", "Nos", "x", "Stk."])
def test_a_quantity_has_a_unit_beside_it(unit: str) -> None:
    assert Quantity().clean(f"3 {unit}", POINT) == 3
    assert Quantity().clean("x3", POINT) == 3


@pytest.mark.parametrize("written", ["3 g", "3 dozen", "1/2", "3 a", "kg", "3 x 4"])
def test_what_is_no_quantity(written: str) -> None:
    with pytest.raises(InvalidValue):
        Quantity().clean(written, POINT)


@pytest.mark.parametrize(
    ("written", "country", "code"),
    [
        ("Rs", "PK", "PKR"), ("Rs.", "NP", "NPR"), ("Rs", "DE", "INR"), ("Dhs", "MA", "MAD"),
        ("DH", "AE", "AED"), ("S/.", "PE", "PEN"), ("NIS", "IL", "ILS"), ("ر.س", "SA", "SAR"),
        ("Naira", "NG", "NGN"), ("peso", "CO", "COP"), ("978", "DE", "EUR"),
        ("Peso colombiano", "DE", "COP"), ("US Dollars", "DE", "USD"), ("Türk Lirası", "TR", "TRY"),
        ("рублей", "RU", "RUB"), ("Franken", "CH", "CHF"), ("Pound Sterling", "DE", "GBP"),
    ],
)  # fmt: skip
def test_currencies_by_names_numbers_and_the_country(written: str, country: str, code: str) -> None:
    assert Currency().clean(written, Context(country=country)) == code


@pytest.mark.parametrize("written", ["peso", "Dollar", "999", "Taler"])
def test_a_name_that_several_have_is_none_elsewhere(written: str) -> None:
    with pytest.raises(InvalidValue):
        Currency().clean(written, POINT)


@pytest.mark.parametrize("written", ["-0", "-0.00", "(0.00)", "0-", "-0 €"])
def test_nothing_has_no_sign(written: str) -> None:
    assert str(DecimalNumber().clean(written, POINT)) == str(DecimalNumber().native(-0.0, POINT)) == "0.0"
