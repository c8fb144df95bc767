"""What people write for currencies: signs, words and numbers."""

from __future__ import annotations

from graph.words.folding import words

UNKNOWN_CURRENCY = "XXX"
"""ISO 4217 for no currency: that of amounts beside which one stands that nobody understands, or several."""

SIGNS = {
    "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY",
    "￥": "JPY", "円": "JPY", "元": "CNY", "原": "CNY", "₩": "KRW", "원": "KRW", "₹": "INR",
    "RS": "INR", "₺": "TRY", "TL": "TRY", "₽": "RUB", "РУБ": "RUB", "Р": "RUB", "₴": "UAH",
    "ГРН": "UAH", "₪": "ILS", "₫": "VND", "₱": "PHP", "₦": "NGN", "฿": "THB", "₸": "KZT", "₾": "GEL",
    "₵": "GHS", "₡": "CRC", "₲": "PYG", "R$": "BRL", "A$": "AUD", "AU$": "AUD", "C$": "CAD",
    "CA$": "CAD", "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "MX$": "MXN", "NT$": "TWD", "SFR": "CHF",
    "FR": "CHF", "ZŁ": "PLN", "ZL": "PLN", "KČ": "CZK", "FT": "HUF", "LEI": "RON", "LEU": "RON",
    "ЛВ": "BGN", "DIN": "RSD", "KN": "HRK", "RP": "IDR", "RM": "MYR", "KSH": "KES", "TSH": "TZS",
    "USH": "UGX", "VNĐ": "VND", "Đ": "VND", "KM": "BAM", "ДИН": "RSD", "ДЕН": "MKD", "₨": "INR",
    "NIS": "ILS", 'ש"ח': "ILS", "ש״ח": "ILS", "৳": "BDT", "TK": "BDT", "KD": "KWD", "BD": "BHD",
    "QR": "QAR", "SR": "SAR", "JD": "JOD", "LE": "EGP", "RO": "OMR", "د.إ": "AED", "ر.س": "SAR",
    "ريال": "SAR", "د.ك": "KWD", "ج.م": "EGP", "ر.ق": "QAR", "﷼": "IRR", "บาท": "THB", "DHS": "AED",
    "DH": "AED", "STERLING": "GBP", "POUND STERLING": "GBP", "POUNDS STERLING": "GBP", "MEX$": "MXN",
    "GH₵": "GHS", "रू": "NPR", "BR": "ETB", "COL$": "COP", "AR$": "ARS", "CLP$": "CLP",
}  # fmt: skip
"""What people write for a currency, in capitals and without a full stop, where the country tells nothing."""

OF_SEVERAL = words("kr dh dhs r s/ s/. bs br")
"""What is written for currencies of several countries."""

SHARED = {
    "BR": "BYN ETB", "RS": "INR PKR LKR NPR MUR SCR", "₨": "INR PKR LKR NPR MUR SCR", "DH": "AED MAD",
    "DHS": "AED MAD", "SR": "SAR SCR", "BS": "BOB VES", "S/": "PEN", "L": "HNL", "Q": "GTQ",
    "₡": "CRC", "RO": "OMR", "R": "ZAR", "LE": "EGP SLE", "£": "GBP EGP SYP LBP FKP GIP SHP",
    "ريال": "SAR QAR OMR YER IRR",
}  # fmt: skip
"""Signs that several countries have: that of the source's country, if it is one of these."""

COLLOQUIAL = words(
    "toman تومان rupees rupee rupien naira rupiah pesos peso dollars dollar euros рублей рубля рубль"
)
"""Words beside an amount; which currency they mean the country tells."""

NUMBERED = {
    "978": "EUR", "840": "USD", "826": "GBP", "756": "CHF", "392": "JPY", "156": "CNY", "356": "INR",
    "949": "TRY", "643": "RUB", "985": "PLN", "203": "CZK", "348": "HUF", "946": "RON", "975": "BGN",
    "752": "SEK", "578": "NOK", "208": "DKK", "036": "AUD", "124": "CAD", "554": "NZD", "702": "SGD",
    "344": "HKD", "410": "KRW", "764": "THB", "360": "IDR", "458": "MYR", "608": "PHP", "704": "VND",
    "986": "BRL", "484": "MXN", "152": "CLP", "170": "COP", "604": "PEN", "032": "ARS", "710": "ZAR",
    "566": "NGN", "404": "KES", "818": "EGP", "682": "SAR", "784": "AED", "376": "ILS", "980": "UAH",
    "398": "KZT",
}  # fmt: skip
"""ISO 4217 numbers of the usual ones."""
