"""What people write for currencies: signs, words and numbers; and whose currency is whose."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from babel.numbers import get_territory_currencies

from graph.words.folding import words

UNKNOWN_CURRENCY = "XXX"
"""ISO 4217 for no currency: that of amounts beside which one stands that nobody understands, or several."""


class Elsewhere(Enum):
    """What a sign means in countries that have none of its currencies."""

    FIRST = "the first of its currencies"
    OPEN = "money, but nobody knows of which currency"
    NOTHING = "no money: the letters are short for something else"


class Sign(NamedTuple):
    """What people write for a currency: those that it may mean, as ISO 4217 codes. In a country that has one
    of them it is that one."""

    currencies: tuple[str, ...]
    elsewhere: Elsewhere


_OF_DOLLARS = (
    "USD AUD CAD NZD SGD HKD TWD MXN ARS CLP COP UYU CUP DOP BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD"
    " SRD TTD XCD TOP WST MOP NIO CVE ZWL"
)
_FIRST = f"""
    € EURO EUROS: EUR
    $: {_OF_DOLLARS}
    US$ U$S U$D: USD | A$ AU$: AUD | C$: CAD NIO | CA$: CAD | HK$: HKD | NZ$: NZD | S$: SGD | NT$: TWD
    R$: BRL | MX$ MEX$: MXN | COL$: COP | AR$: ARS | RD$: DOP | T$: TOP | WS$: WST | J$: JMD | TT$: TTD
    EC$: XCD | N$: NAD | FJ$: FJD | BDS$: BBD
    £: GBP EGP SYP LBP FKP GIP SHP SSP SDG
    STERLING POUND_STERLING POUNDS_STERLING STG: GBP
    ¥ ￥: JPY CNY | 円: JPY | 元: CNY TWD HKD MOP | 原: CNY | RMB: CNY
    ₩ 원: KRW KPW | ₹: INR | RS ₨: INR PKR LKR NPR MUR SCR | रू रु: NPR INR | नेरू: NPR | රු: LKR | ৳ TK: BDT
    ₺ TL: TRY | ₽: RUB | РУБ Р: RUB BYN | ₴ ГРН: UAH | ₸ ТГ: KZT | ₾: GEL | ֏: AMD | ₼: AZN | ؋: AFN
    СОМ: KGS | SO'M SOʻM СЎМ СУМ: UZS | ₮: MNT
    ₪ NIS ש"ח ש״ח: ILS | د.إ: AED | ر.س: SAR | د.ك: KWD | ج.م: EGP | ر.ق: QAR | د.ب: BHD | د.ت: TND
    د.ج: DZD | د.ع: IQD | د.ل: LYD | د.م: MAD | د.أ: JOD | ر.ع: OMR | ر.ي: YER | ل.س: SYP | ل.ل: LBP
    ج.س: SDG | أ.م: MRU | ريال: SAR QAR OMR YER IRR | ﷼: IRR SAR QAR OMR YER | ریال: IRR
    KD: KWD | BD: BHD | QR: QAR | SR: SAR SCR | JD: JOD | LE: EGP SLE | RO: OMR
    ₫ VNĐ Đ: VND | ₱: PHP | ฿ บาท: THB | RP: IDR | RM: MYR | ៛: KHR | ₭: LAK
    ₦: NGN | ₵ GH₵: GHS | KSH KSHS: KES | TSH TSHS: TZS | USH USHS: UGX | ብር: ETB | FBU: BIF | FDJ: DJF
    FRW: RWF | NFK: ERN | MTN: MZN
    ₡: CRC | ₲: PYG | S/: PEN | B/: PAB | BS.S: VES | AFL: AWG | FCFP CFP: XPF
    FR: CHF XOF XAF XPF BIF CDF DJF GNF KMF RWF | SFR: CHF
    ZŁ ZL: PLN | KČ: CZK | FT: HUF | LEI LEU: RON MDL | ЛВ: BGN | DIN ДИН: RSD | ДЕН: MKD | KN: HRK
    LEK LEKË: ALL
"""
_OPEN = """
    KR: SEK NOK DKK ISK | DH DHS: AED MAD | BS: BOB VES | SH SHS: KES TZS UGX SOS | FCFA F_CFA CFA: XOF XAF
    Ƒ: XCG AWG
"""
_NOTHING = """
    BR: BYN ETB | KM: BAM | R: ZAR | L: HNL MDL LSL ALL | Q: GTQ | K: ZMW PGK MMK LAK | P: BWP PHP
    D: GMD VND | E: SZL | G: HTG | S: SOS | F: XOF XAF XPF | FC: CDF | FG: GNF | CF: KMF | RF: MVR RWF
    N: NGN | AR: MGA | DA: DZD | DT: TND | DB: STN | MK: MWK | MT: MZN | KZ: AOA | NU: BTN
    VT: VUV | CG: XCG | GS: PYG | KC: CZK
"""


def _read(table: str, elsewhere: Elsewhere) -> dict[str, Sign]:
    found: dict[str, Sign] = {}
    for line in table.replace("|", "\n").strip().splitlines():
        signs, _, currencies = line.partition(":")
        names = (it.replace("_", " ") for it in signs.split())
        found |= dict.fromkeys(names, Sign(tuple(currencies.split()), elsewhere))
    return found


SIGNS: Mapping[str, Sign] = {
    **_read(_FIRST, Elsewhere.FIRST),
    **_read(_OPEN, Elsewhere.OPEN),
    **_read(_NOTHING, Elsewhere.NOTHING),
}
"""By what is written, in capitals and without a full stop behind."""

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


def currency_of_country(country: str) -> str:
    """The currency of an ISO 3166 country, by CLDR: of several its own, else the first; euros for none."""
    found = get_territory_currencies(country)
    return next((it for it in found if it.startswith(country)), found[0] if found else "EUR")
