"""Countries and their states, by code or name."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

import phonenumbers
from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from graph.placeholders.listed import placeholders
from graph.words.folding import fold_text, words
from graph.words.nationalities import COUNTRIES
from graph.words.states import STATES
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.languages import COMMON

CAR_CODES = {
    "D": "DE", "A": "AT", "F": "FR", "I": "IT", "L": "LU", "B": "BE", "E": "ES", "P": "PT", "H": "HU",
    "S": "SE", "N": "NO", "FL": "LI", "BRD": "DE", "UK": "GB", "FIN": "FI", "SLO": "SI",
}  # fmt: skip
"""What stands on cars and before postal codes."""


# What people write beside the names of the Unicode locale data that Babel carries.
_FURTHER_NAMES = {
    "DE": "Bundesrepublik Deutschland|Federal Republic of Germany|GER|FRG|Deutschl|West Germany"
    "|Westdeutschland",
    "CH": "SUI|Swiss",
    "NL": "Holland",
    "CZ": "Tschechische Republik|Czech Republic|Tschechei", "CI": "Elfenbeinküste", "BY": "Weißrussland",
    "HK": "Hong Kong|Hongkong", "MO": "Macau|Macao",
    "BF": "Burkina", "TT": "Trinidad", "VC": "Saint Vincent",
    "CV": "Kapverden|Kapverdische Inseln", "TL": "Osttimor",
    "SZ": "Swasiland", "MM": "Birma",
    "IE": "Eire|Republic of Ireland|Irish Republic",
    "GB": "Großbritannien|Great Britain|Britain|England|Scotland|Schottland|Wales|Nordirland"
    "|Northern Ireland|N Ireland|England and Wales|UK|Royaume Uni"
    "|United Kingdom of Great Britain and Northern Ireland|Great Britain and Northern Ireland",
    "TR": "Turkey", "GR": "Ellada|Hellas|EL", "RU": "Russische Föderation|Russian Federation|РФ",
    "US": "USA|US|U S A|United States of America|America|US of A|Vereinigte Staaten von Amerika|EE UU|EEUU"
    "|EUA|Etats-Unis d'Amérique",
    "VN": "Viet Nam", "KR": "Korea|Republic of Korea|Südkorea|Korea (South)|S Korea", "LI": "Lichtenstein",
    "AT": "Republik Österreich", "AE": "UAE|VAE|EAU|Emirates|Emirate", "BA": "Bosnia|Bosnien|BiH",
    "MX": "Estados Unidos Mexicanos", "DO": "Rep Dominicana|Dominican Rep|Dom Rep",
    "KP": "Democratic People's Republic of Korea|DPRK|Korea (North)", "SK": "Slovak Republic",
    "LY": "Libyan Arab Jamahiriya", "SY": "Syrian Arab Republic",
    "ZA": "RSA", "MD": "Republic of Moldova|Moldawien", "IR": "Islamic Republic of Iran",
    "MK": "Macedonia|Mazedonien|Macedonia FYR|FYROM|Former Yugoslav Republic of Macedonia",
    "CN": "PRC|PR China|VR China|Mainland China|People's Republic of China",
    "CD": "DR Congo|DRC|Democratic Republic of the Congo", "CG": "Republic of the Congo",
    "LA": "Lao People's Democratic Republic|Lao PDR", "KG": "Kyrgyz Republic",
    "VA": "Holy See|Vatican City State", "FK": "Malvinas", "BV": "Bouvetoya", "IO": "Chagos Archipelago",
    "VI": "United States Virgin Islands|US Virgin Islands|Virgin Islands, U.S|Virgin Islands (U.S.)"
    "|Virgin Islands, US", "VG": "Virgin Islands, British|Virgin Islands (British)",
    "PS": "Palestinian Territory|Palestinian Territory, Occupied|State of Palestine|Palestine",
    "AQ": "Antarctica (the territory South of 60 deg S)", "MF": "Saint Martin (French part)",
    "GS": "South Georgia and the South Sandwich Islands", "HM": "Heard Island and McDonald Islands",
    "SJ": "Svalbard and Jan Mayen Islands",
    "TW": "Taiwan, Province of China|Republic of China|Taiwan (ROC)|Taiwan, ROC|Taiwan ROC",
    "SX": "Sint Maarten (Dutch part)", "BQ": "Bonaire, Sint Eustatius and Saba",
    "SH": "Saint Helena, Ascension and Tristan da Cunha", "FM": "Micronesia, Federated States of",
}  # fmt: skip
_WITHOUT_PHONES = frozenset(("AQ", "BV", "GS", "HM", "PN", "TF", "UM"))
_CODES = frozenset(phonenumbers.SUPPORTED_REGIONS) | _WITHOUT_PHONES
"""ISO 3166 alpha-2 codes of countries; locale data have others too, for the world or for no country."""

_APOSTROPHES = str.maketrans("’‘`´", "''''")
_WITHOUT_UMLAUTS = str.maketrans({"Ä": "AE", "Ö": "OE", "Ü": "UE", "Ø": "OE", "Å": "AA"})
"""How they are written where a keyboard lacks them: Oesterreich."""

_WRITTEN_OUT = {"ST": "SAINT ", "&": " AND "}
_ARTICLE = re.compile(r"\bTHE\b ?")
_SHORT = re.compile(r"\bST\.? +| *& *")
_TURNED = re.compile(r"([^,(]+?)(?:, ?| ?\()((?:[^,()]+ )?OF) ?\)?")
_FORMAL = re.compile(
    r"(?:[A-Z']+ ){0,3}(?:REPUBLIC|KINGDOM|COMMONWEALTH|PRINCIPALITY|SULTANATE|EMIRATE) OF (.+)"
    r"|(?:REPUBLICA|REPUBBLICA|REPUBLIQUE|REPUBLIK|KONIGREICH|REINO|ROYAUME)"
    r"(?: (?:[A-Z]+ )?(?:DE|DEL|DU|DI))? (.+)"
)
_PARTS = re.compile(r"[/()\[\],]| [-–] ")
_SHARED = frozenset(("KOREA", "CONGO", "GEORGIA", "VIRGIN ISLANDS", "SAMOA", "GUINEA"))
"""Names of two countries each, or of a country and a state: what stands beside them may tell which."""

_SOVEREIGNS = {
    "CN": "HK MO", "US": "PR GU VI AS MP", "GB": "IM JE GG GI BM KY", "FR": "RE GP MQ GF YT NC PF PM",
    "DK": "GL FO", "NL": "AW CW SX BQ", "NO": "SJ", "FI": "AX",
}  # fmt: skip
"""Countries that stand behind the names of others: Hong Kong, China."""

_TELLING_APART = words(
    """
    NORTH NORTHERN SOUTH SOUTHERN EAST EASTERN WEST WESTERN NORD SUD SUED OST STATE STATES BUNDESSTAAT
    AMERICAN BRITISH FRENCH DUTCH DANISH US NEW NEU NOUVELLE NUEVA EQUATORIAL BISSAU DEMOCRATIC
    DEMOKRATISCHE FORMER EX OTHER
    """
)
"""Words beside a name that make another country of it."""

_TURKISH = frozenset(("T.C.", "T.C", "TC"))
"""How Turks shorten the name of their republic, before what else is the code of some islands."""

_CITIZEN = re.compile(r"(?i)\s+(?:citizen|national|subject|staatsangeh[öo]rige?r?)$")
_ENDING = re.compile("(?<=sch)(?:e|er|es)$")
"""Of German adjectives: eine Deutsche, Österreichischer."""

_LONGEST_NAME, _LONGEST_CODE = 100, 3


@cache
def _codes_by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in reversed(COMMON):  # the other three hundred take a second or two
        known = list(_names_in(language))
        names |= {_folded(name.upper().translate(_WITHOUT_UMLAUTS)): code for name, code in known}
        names |= {_folded(name): code for name, code in known}
    aliases = get_global("territory_aliases").items()
    names |= {
        alias: codes[0]
        for alias, codes in aliases
        if len(alias) == 3 and codes[0] in _CODES and not codes[1:]
    }
    names |= {_folded(name): code for code, more in _FURTHER_NAMES.items() for name in more.split("|")}
    return names | CAR_CODES


@cache
def _codes_in_any_language() -> dict[str, str]:
    """Names in all languages but those that mean another country in another one."""
    found: dict[str, set[str]] = {}
    for language in locale_identifiers():
        if "_" not in language:
            for name, code in _names_in(language):
                found.setdefault(_folded(name), set()).add(code)
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1}


def _names_in(language: str) -> Iterator[tuple[str, str]]:
    for code, name in Locale(language).territories.items():
        if code in _CODES:
            yield name, code


def _folded(name: str) -> str:
    """In capitals, without accents, articles, points and marks around it, `St.` and `&` written out: Éire is
    EIRE, EE.UU. is EEUU."""
    parts = unicodedata.normalize("NFD", name.upper().translate(_APOSTROPHES))
    plain = "".join(part for part in parts if unicodedata.category(part) != "Mn")
    written = _SHORT.sub(lambda found: _WRITTEN_OUT[found[0].strip(". ")], _ARTICLE.sub("", plain))
    return written.replace(".", "").strip(", ()")


@cache
def _states(country: str) -> dict[str, str]:
    return {word.upper(): code for code, name in STATES.get(country, ()) for word in (code, name)}


def countries_of_states() -> tuple[str, ...]:
    """The countries whose states are known here."""
    return tuple(STATES)


@cache
def state_codes(country: str) -> frozenset[str]:
    """Codes of the states of a country, in capitals; none where they are not known here."""
    return frozenset(_states(country).values())


def is_country_code(code: str) -> bool:
    """Whether two capital letters are the ISO 3166 code of a country."""
    return code in _CODES


@lru_cache(maxsize=4096)
def country_code(text: str) -> str:
    """ISO 3166 alpha-2 code of a country given by a code of two or three letters, by its number of three
    digits (276), or by its name in any language.

    Raises InvalidValue. A number of two digits is refused: 44 may be a calling code.
    """
    if len(text) > _LONGEST_NAME:
        raise InvalidValue("is not a country")
    name = _folded(number := text.removesuffix(".0"))
    if name.isdigit() and not number.strip().isdigit():  # an amount: 1.00 is not the number of Bulgaria
        raise InvalidValue("is not a country")
    if name in _CODES:
        return name
    code = _codes_by_name().get(name)
    if code is None and (len(name) > _LONGEST_CODE or not name.isascii()):
        code = _codes_in_any_language().get(name) or _code_of_parts(name)
    if code is None:
        raise InvalidValue("is not a country")
    return code


def _code_of_parts(name: str) -> str | None:
    """Of a name as catalogues have it, `TANZANIA, UNITED REPUBLIC OF`, of a formal one, of two of it."""
    if turned := _TURNED.fullmatch(name):
        known = _known(f"{turned[2]} {turned[1]}")
        return known if known or turned[1] in _SHARED else _known(turned[1])
    if (formal := _FORMAL.fullmatch(name)) and (short := formal[1] or formal[2]) not in _SHARED:
        return _known(short)
    return _code_beside([part.strip() for part in _PARTS.split(name) if part.strip()])


def _code_beside(parts: list[str]) -> str | None:
    """The only country among some names, of which others are cities and states: Österreich (Wien)."""
    known = {code for part in parts if (code := _known(part))}
    for sovereign, others in _SOVEREIGNS.items():
        if sovereign in known and len(known) == 2 and known <= {sovereign, *others.split()}:
            known.discard(sovereign)
    if len(known) != 1:
        return None
    [code] = known
    beside = [part for part in parts if not _known(part)]
    if beside and (not _SHARED.isdisjoint(parts) or any(_is_elsewhere(part, code) for part in beside)):
        return None
    return code


def _is_elsewhere(name: str, code: str) -> bool:
    """Whether a name beside that of a country may make another one of it: a state of another country, a
    direction, a people, or what has digits."""
    if homes := [country for country in STATES if name in _states(country)]:
        return code not in homes
    return any(map(str.isdigit, name)) or not _TELLING_APART.isdisjoint(name.split())


def _known(name: str) -> str | None:
    folded = _folded(name)
    return folded if folded in _CODES else _codes_by_name().get(folded)


def subdivision_code(text: str, country: str) -> str | None:
    """ISO 3166-2 code of a state of that country, by code or name; None if it is not known."""
    code = _states(country).get(text.upper().strip(". "))
    return f"{country}-{code}" if code else None


class Country(ValueType):
    """A country, as ISO 3166 alpha-2 code."""

    def clean(self, text: str, context: Context) -> str | None:
        """Two capital letters; None for what is filled in where none is known. Raises InvalidValue."""
        del context
        return None if text in placeholders("country") else country_code(text)


class Nationality(Country):
    """The country of a citizen, by its name or by what its people are called: deutsch, German, Deutsche."""

    def clean(self, text: str, context: Context) -> str | None:
        """Two capital letters; raises InvalidValue."""
        if text in _TURKISH:
            return "TR"
        text = _CITIZEN.sub("", text)
        word = fold_text(text) or ""
        return COUNTRIES.get(word) or COUNTRIES.get(_ENDING.sub("", word)) or super().clean(text, context)
