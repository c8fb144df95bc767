"""What the line of a street says besides street and number: flats, stairs, floors, words for `number`."""

from __future__ import annotations

import re

_WORDS = (
    r"whg|wohnung|wng|hinterhaus|vorderhaus|seitenflügel|quergebäude|gartenhaus|hinterhof|tür|stiege|stg|stock|etage|top"
    r"|apartment|appartement|appartment|apto|apt|app|flat|unit|suite|floor|room|bus|bte|boîte|boite|kamer|lgh|lägenhet|lejl"
    r"|interno|int|scala|piano|piso|planta|puerta|pta|escalera|esc|bloque|andar|bloco|bâtiment|bât|bat|étage|escalier|porte"
    r"|lokal|lok|mieszk|daire|kat|ajtó|emelet|em|bl|sc|et|ap|кв|квартира|корп|[md](?=[.:]|\s\d)"
)
"""Words for a part of a house in the languages around, in front of which its number stands."""

_STOREY = r"\d{1,2}\. ?(?:og|stock|etage|floor)\b.*|(?:og|eg|dg|ug|hh|vh)(?:\s+\w+)?"
_BEHIND = re.compile(
    rf"(?i)(?<=\d)(?P<letter>\s?[a-z](?![^\W\d_]))?(?:\s*(?:,|/{{1,2}}|\||-)\s*|\s+)"
    rf"(?:(?:{_WORDS})(?:[.:]|$|\s).*|{_STOREY}|\([^()]*[^\W\d_][^()]*\))$"
)
_IN_FRONT = re.compile(
    r"(?i)^(?:apartment|apt|flat|unit|suite|ste|room|rm|app|appt|whg)\.?\s*#?\s*[\w-]{1,5}\s*,\s*(?=\d+[a-z]?(?:[-/]\d+)?[\s,])"
)
_NUMBER_WORD = re.compile(
    r"(?i)(?:(?<=[^\W\d_])|(?<=\.))(?:\s*,\s*|\s+)(?:nr|no|nº|n°|n\.º|num|numéro|número|д|hausnr|haus-nr|č\.?p)\s?[.:]?\s*(?=\d)"
)
_NO_NUMBER = re.compile(r"(?i)[\s,]+(?:s/n[º°]?|s\.n\.|snc|s\.n\.c\.|o\. ?nr\.)$")
_BOX = re.compile(
    r"(?i)^(?P<box>postfach|p\.?\s?o\.?\s?box|postbus|postboks|boîte postale|b\.?p\.?|apartado"
    r"|casella postale)\s+(?P<number>\d{1,6}(?: \d{1,4})+)$"
)
"""A box whose number is written in groups: Postfach 10 20 30."""


def house_line(line: str) -> str:
    """The line of a street up to its house number, which stands bare: without flat, stairs and floor behind
    or in front of it, without words for `number`, and without what says that there is none."""
    if not any(map(str.isdigit, line)):
        return _NO_NUMBER.sub("", line)
    if box := _BOX.match(line):
        return f"{box['box']} {box['number'].replace(' ', '')}"
    line = _NUMBER_WORD.sub(" ", _IN_FRONT.sub("", line))
    line = _BEHIND.sub(lambda found: found["letter"] or "", line)
    return line.rstrip(" .") if line[-2:-1].isdigit() else line
