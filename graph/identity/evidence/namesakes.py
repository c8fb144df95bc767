"""What tells two apart who have one name, or the parts of one that are known, and a contact in common.

SQL conditions over two rows `l` and `r` of `persons`, true or false, never null.
"""

from __future__ import annotations

GIVEN_IN_ADDRESS = """coalesce(length(f.given) > 2
    AND len(list_filter(f.email_names, lambda e: position(f.given IN e) > 0)) > 0, FALSE)"""
"""Over features `f`: an e-mail address holds the given name as the record spells it."""

HALF_NAMED = """(l.given IS NULL AND r.given IS NULL AND l.family IS NOT NULL AND r.family IS NOT NULL
    AND coalesce(l.birth_date, r.birth_date, l.street, r.street, l.postal_code, r.postal_code, l.city, r.city)
        IS NOT NULL
    AND NOT (l.entity_type = 'household' AND coalesce(l.house_number = r.house_number, TRUE)))"""
"""Of both the family name alone is known, and of one when born or where at home: two Kerns of one telephone
may be father and son. Where there is nothing but the telephone, they are known by that; a household is known
by its family name, unless the houses differ."""

UNDATED_NAMESAKES = """(coalesce(l.given = r.given AND l.family = r.family, FALSE)
    AND (l.birth_date IS NULL OR r.birth_date IS NULL))"""
"""One given and family name, and of one the birth is unknown: one person, or father and son."""

_MIDDLE_OF_NEITHER = """(coalesce(left(l.middle, 1) <> left(r.middle, 1), FALSE)
    AND NOT coalesce(list_contains(r.name_words, l.middle), FALSE)
    AND NOT coalesce(list_contains(l.name_words, r.middle), FALSE))"""

OTHER_MIDDLE = f"(coalesce(l.given = r.given AND l.family = r.family, FALSE) AND {_MIDDLE_OF_NEITHER})"
"""One given and family name, and another initial between them: John A. Kern and his son John B."""

ADDRESSED_APART = """(coalesce(l.given <> r.given, FALSE) AND l.given_in_address AND r.given_in_address
    AND NOT coalesce(list_has_any(l.given_formal, r.given_formal), FALSE)
    AND NOT coalesce(position(l.given IN r.given) > 0 OR position(r.given IN l.given) > 0, FALSE))"""
"""Each has an e-mail address with the given name as the own record spells it: janin@ of Janin, jeannine@ of
Jeannine. Addresses hold no slips of the pen, so neither spelling is one."""

UNNAMED = """(l.name_key IS NOT NULL AND r.name_key IS NOT NULL
    AND least(coalesce(length(l.given), 0), coalesce(length(r.given), 0)) < 2)"""
"""Of one given name no more than the initial is known: Mr J. Kern and Mrs J. Kern are a couple."""
