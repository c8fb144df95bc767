"""Macros for mailboxes: who answers there, and whose names they are made of."""

from __future__ import annotations

from graph.identity.features.macros.lists import literal
from graph.words.roles import DESKS, MAILBOXES

_DESK = f"({'|'.join(sorted(DESKS))})"

OF_MAILBOXES = (
    # Info, Sales Team: whoever answers there; not folded, since every name is asked
    f"""CREATE OR REPLACE TEMP MACRO is_desk(s) AS
        regexp_extract(lower(s), '^{_DESK}([ ./-]+{_DESK})*$') <> ''""",
    # info@, office2@
    f"""CREATE OR REPLACE TEMP MACRO is_mailbox(s) AS
        list_contains({literal(MAILBOXES)}, regexp_replace(s, '[-_.]?[0-9]+$', ''))""",
    # one word with a digit or an underscore: sunny92, the_wolf
    "CREATE OR REPLACE TEMP MACRO is_nickname(s) AS regexp_extract(s, '^[^ 0-9]{3,}[0-9_][^ ]*$') <> ''",
    # Alghamdi is Al-Ghamdi, and Elsayed El Sayed; Alvarez has another word then, which is nobody's
    """CREATE OR REPLACE TEMP MACRO with_article_off(words) AS list_distinct(list_concat(words, list_filter(
        list_transform(words, lambda w: regexp_extract(w, '^[ae]l([^aeiouy][a-z]{3,})$', 1)),
        lambda w: w <> '')))""",
    # no more than an initial is left without the words of the person's own name
    """CREATE OR REPLACE TEMP MACRO made_of(s, words) AS length(list_reduce(
        words, lambda rest, word: replace(rest, word, ''), regexp_replace(s, '[^a-z0-9]', '', 'g'))) < 2""",
    # ahmed.alshehri@ is of the name of Ahmad al-Shehri, too, and yusuf.ahmad@ of that of Youssef Ahmed
    "CREATE OR REPLACE TEMP MACRO any_vowel(s) AS regexp_replace(s, '[aeiouy]+', 'a', 'g')",
    """CREATE OR REPLACE TEMP MACRO made_of_name(s, words) AS list_transform([words], lambda own:
        CASE WHEN made_of(s, own) OR made_of(any_vowel(s), list_filter(
            list_transform(own, lambda w: any_vowel(w)), lambda w: length(w) > 2)) THEN TRUE
        ELSE is_of_name(s, own) END)[1]""",
    # anna.huber86@ of who was born in 1986 is made of name and birth
    """CREATE OR REPLACE TEMP MACRO without_birth_year(s, year) AS CASE
        WHEN right(s, 4) = year THEN left(s, length(s) - 4)
        WHEN right(s, 2) = right(year, 2) THEN left(s, length(s) - 2) ELSE s END""",
    """CREATE OR REPLACE TEMP MACRO made_of_person(s, born, words) AS
        made_of_name(without_birth_year(s, left(born, 4)), words)""",
    # hans.bauer@ may be chosen by any Hans, if not by any Bauer
    """CREATE OR REPLACE TEMP MACRO given_and_more(s, given) AS
        coalesce(length(given) > 2 AND position(given IN s) > 0, FALSE)
        AND regexp_extract(s, '[0-9]') = ''""",
    # ana.garcia72@, anagarcia@ and garcia.ana@ of an Ana who gives no family name: garcia
    """CREATE OR REPLACE TEMP MACRO beside_given(box, given) AS CASE
        WHEN starts_with(box, given) THEN substr(box, length(given) + 1)
        WHEN right(box, length(given)) = given THEN left(box, length(box) - length(given)) END""",
    # christian.meier@ of a Chris is a Christian's, but chris.tian@ is a Chris Tian's
    """CREATE OR REPLACE TEMP MACRO called_in(box, given, longer) AS CASE
        WHEN list_contains(regexp_extract_all(box, '[a-z]+'), given) THEN given
        ELSE coalesce(list_filter(longer, lambda n: starts_with(regexp_replace(box, '[^a-z]', '', 'g'), n)
            OR right(regexp_replace(box, '[^a-z]', '', 'g'), length(n)) = n)[1], given) END""",
    # annamaria@ of Anna Maria tells none
    """CREATE OR REPLACE TEMP MACRO told_families(boxes, given, longer, family, own) AS CASE
        WHEN family IS NULL AND length(given) > 2 THEN list_filter(list_transform(boxes, lambda b:
            beside_given(regexp_replace(b, '[^a-z]', '', 'g'), called_in(b, given, longer))),
            lambda w: length(w) > 2 AND NOT list_contains(own, w))
        ELSE [] END""",
    # what addresses may be made of
    """CREATE OR REPLACE TEMP MACRO named_in(boxes, given, longer, family, own) AS list_concat(
        told_families(boxes, given, longer, family, own), CASE
        WHEN family IS NULL AND length(given) > 2
        THEN list_transform(boxes, lambda b: called_in(b, given, longer)) ELSE [] END, own)""",
)
