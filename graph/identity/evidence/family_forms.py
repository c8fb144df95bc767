"""Family names that tell the sex: Jan Kowalski and Ada Kowalska, Petr Novák and Petra Nováková.

Husband, wife and children of such names share house and contacts, and a letter is all that differs. SQL over
two rows `l` and `r` of `persons`.
"""

from __future__ import annotations


def _of_woman(woman: str, man: str) -> str:
    """SQL: a folded family name is the woman's form of another."""
    return f"""(regexp_extract({man}, '(ov|ow|ev|ew|in|yn)$') <> '' AND {woman} = {man} || 'a'
        OR regexp_extract({man}, '[bcdfghklmnprstvxz]$') <> '' AND {woman} = {man} || 'ova'
        OR regexp_extract({man}, '[ckn](y|i|yj|iy|ij)$') <> ''
            AND regexp_extract({woman}, '[ckn](a|aya|aia|aja)$') <> ''
            AND regexp_replace({man}, '(y|i|yj|iy|ij)$', '')
                = regexp_replace({woman}, '(a|aya|aia|aja)$', ''))"""


MAN_AND_WOMAN = f"""(CASE WHEN coalesce(l.family <> r.family AND left(l.family, 4) = left(r.family, 4)
        AND l.given <> r.given AND NOT list_has_any(l.given_formal, r.given_formal), FALSE)
    THEN {_of_woman("l.family", "r.family")} OR {_of_woman("r.family", "l.family")} ELSE FALSE END)"""
"""One family name in the form of a man and in that of a woman, under given names that are no forms of one:
Anna Kowalska may be Anna Kowalski abroad. True or false, never null."""
