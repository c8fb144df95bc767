"""Words in the line of a street for a part of a house, in the languages around; in small letters."""

from __future__ import annotations

from graph.words.folding import words

PARTS = words(
    """
    whg wohnung wng hinterhaus vorderhaus seitenflügel quergebäude gartenhaus hinterhof tür stiege stg
    stock etage top apartment appartement appartment apto apt app flat unit suite floor room bus bte
    boîte boite kamer lgh lägenhet lejl interno int scala piano piso planta puerta pta escalera esc
    bloque andar bloco bâtiment bât bat étage escalier porte lokal lok mieszk daire kat ajtó emelet em
    bl sc et ap кв квартира корп корпус к стр строение лит литера офис оф пом подъезд эт этаж вх ет ап
    depto dpto departamento oficina torre local interior stan ulaz sprat διαμ όροφος דירה קומה כניסה
    rt rw lantai fl phòng tầng căn ชั้น ห้อง appt fszt félemelet vån våning patro poschodí nadstropje
    شقة واحد طبقه
    """
)
"""What stands between the number of a house and that of a flat: 12 Top 5."""

LETTERS = words("m d k of")
"""Those that are additions of a house number or words too: 5 m. 3, K:3 and D: 5 are flats, 5 d is a house."""

IN_FRONT = words("apartment apt flat unit suite ste room rm app appt whg shop office") | {
    "flat no",
    "unit no",
    "apt no",
}
"""What stands with its number in front of that of the house: Flat 3, 12 High Street."""

STOREYS = words("og stock etage floor em emelet tv th mf")
"""What follows the number of a storey: 2. OG."""

ALONE = words("og eg dg ug hh vh hs huis bajo bajos entresuelo atico ático rdc")
"""What needs none."""

SIDES = words("tv th mf")
"""The sides of a staircase in Denmark and Norway."""

WITH_STAIRS = frozenset(("FI", "AX", "SE", "EE"))
"""Countries where the number of a flat stands behind the letter of its stairs: 5 A 12."""

NUMBERS = words("nr no nº n° n.º num numéro número № # д буд бр nro پلاک hausnr haus-nr čp č.p")
"""Words for `number` before that of a house."""

NUMBERS_OF = {
    **{code: words("br") for code in ("HR", "RS", "BA", "ME", "MK", "SI")},
    **{code: words("n") for code in ("IT", "SM", "VA")},
}
"""The same by country, of words that are short for others elsewhere: Lange Br. 5 is a bridge, and Rua N a
street of that name."""

LEADING_NUMBERS = words("h.no hno d.no house no nr số # plot") | {"house no", "house #", "door no", "plot no"}
"""The same in front of a whole line: H.No. 161, Nayar Ganj Street."""

ENGLISH = words("US GB CA AU NZ IE IN SG ZA PK LK NG GH KE UG TZ ZW BD MY PH HK MT")
"""Countries that write addresses in English."""

NUMBER_FIRST = ENGLISH | words("FR MA DZ TN SN CI CM LU MC")
"""Countries where the number stands in front of the street."""

CROSSES = frozenset(("CO", "EC", "VE"))
"""Countries where a house has the number of the street that crosses there, too: Cra. 13a # 79-52."""

NO_NUMBER = words("s/n s/nº s/n° s.n. snc s.n.c. o.nr.")
"""What says that a house has none."""

BOXES = (
    "postfach", "po box", "p.o. box", "p o box", "p. o. box", "postbus", "postboks", "boîte postale",
    "bp", "b.p.", "apartado", "casella postale",
)  # fmt: skip
"""Words for a box at a post office."""
