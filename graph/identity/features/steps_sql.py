"""The SQL steps from records and identifiers to features, in order; `build.py` runs them."""

from __future__ import annotations

from graph.words.streets import SILENT

_COMPANY = """coalesce(entity_type = 'organization',
    organization_name IS NOT NULL AND coalesce(full_name, given_name, family_name) IS NULL)"""

# An organization has no name of a person; what stands in the fields of one is its own. Nor is a nickname of a
# sign-up form a name, and who signs up twice may choose another one; but keano75 is a Keano. Info is nobody's
# given name. Who is of a household is written in one list and not in another: it is known by its family name.
_RAW_NAMES = f"""
WITH stated AS (
    SELECT *, {_COMPANY} AS is_company,
        coalesce(full_name, concat_ws(' ', given_name, middle_name, family_name)) AS stated_name
    FROM records WHERE {{where}}
), typed AS (
    SELECT *, NOT is_company AND is_desk(stated_name) AS is_of_desk,
        NOT is_company AND NOT is_desk(stated_name) AND NOT is_nickname(stated_name) AS is_named
    FROM stated
), named AS (
    SELECT record_id, entity_type, birth_name, name_suffix,
        CASE WHEN is_company
            THEN coalesce(organization_name, full_name, concat_ws(' ', given_name, family_name))
            ELSE organization_name END AS organization_name,
        CASE WHEN is_named AND (entity_type IS DISTINCT FROM 'household' OR family_name IS NULL)
            THEN full_name END AS full_name,
        CASE WHEN is_named THEN given_name
            WHEN NOT is_company AND NOT is_of_desk THEN nullif(name_in_handle(stated_name), '')
            END AS given_name,
        CASE WHEN is_named THEN middle_name END AS middle_name,
        CASE WHEN is_named THEN family_name WHEN is_of_desk THEN stated_name END AS family_name,
        CASE WHEN NOT is_company THEN other_names END AS other_names
    FROM typed
)
SELECT record_id, entity_type, nullif(organization_name, '') AS organization_name,
    given_first(coalesce(full_name, CASE WHEN given_name IS NULL AND family_name IS NULL
        THEN other_names[1] END)) AS whole,
    fold_words(concat_ws(' ', given_name, middle_name)) AS given_all,
    fold_words(family_name) AS family_all,
    fold_words(name_suffix) AS suffix_words,
    other_names, birth_name
FROM named
"""  # noqa: S608 - made of a condition of our own

# A family name given after a comma ('Jones, Kaylee') differs from a title after it ('Clifford, 1st baron').
_WHOLE_NAMES = """
WITH folded AS (SELECT *, fold_words(whole) AS whole_all,
    CASE WHEN position(',' IN whole) > 0 THEN fold_words(split_part(whole, ',', 1)) ELSE [] END AS lead_all,
    CASE WHEN position(',' IN whole) > 0 THEN fold_words(split_part(whole, ',', 2)) ELSE [] END AS tail_all,
    list_transform(organization_names_of(organization_name), lambda n: organization_words_of(n))
        AS organizations_all
    FROM raw_names), titled AS (SELECT *,
    without_suffix(without_titles(given_all)) AS given_some,
    without_suffix(without_titles(family_all)) AS family_some,
    without_suffix(without_titles(lead_all)) AS lead_words,
    without_suffix(without_title_behind(tail_all)) AS tail_words,
    without_suffix(without_titles(whole_all)) AS whole_some
    FROM folded)
SELECT *, without_lone_ranks(given_some) AS given_words, without_ranks(family_some) AS family_words,
    without_ranks_in_whole(whole_some) AS whole_words
FROM titled
"""

_SPLIT_NAMES = """
WITH others AS (
    SELECT *, list_filter(whole_words, lambda w: NOT list_contains(family_words, w)) AS unlike_family,
        list_filter(whole_words, lambda w: NOT list_contains(given_words, w)) AS unlike_given
    FROM whole_names
)
SELECT record_id, entity_type, organization_name, organizations_all, other_names, birth_name, whole_words,
    coalesce(stated_suffix(suffix_words), suffix_rank(counted_suffixes(
        list_concat(family_all[2:], given_all[2:], whole_all[3:])))) AS suffix,
    CASE
        WHEN len(given_words) > 0 AND NOT (rank_alone(given_words) AND len(family_words) > 0
            AND NOT rank_alone(unlike_family)) THEN given_words
        WHEN len(family_words) > 0 THEN without_lone_ranks(unlike_family)
        WHEN len(tail_words) > 0 AND len(lead_words) > 0 THEN tail_words
        ELSE whole_words[:-2]
    END AS given_words,
    CASE
        WHEN len(family_words) > 0 THEN family_words
        WHEN len(given_words) > 0 THEN unlike_given
        WHEN len(tail_words) > 0 AND len(lead_words) > 0 THEN lead_words
        ELSE whole_words[-1:]
    END AS family_words
FROM others
"""

_NAME_PARTS = """
WITH parts AS (
    SELECT record_id, entity_type, suffix, organization_name, other_names, birth_name, whole_words,
        list_concat([joined(family_words), joined(given_words)], family_words, given_words) AS all_words,
        without_particles(given_words) AS given_words, without_particles(family_words) AS family_words,
        list_transform(organizations_all, lambda o: organization_words(o)) AS organizations,
        legal_forms_of(organizations_all[1]) AS legal_forms,
        name_words_of(birth_name) AS birth_words,
        name_words_of(array_to_string(list_transform(other_names, lambda n: given_first(n)), ' '))
            AS other_words
    FROM split_names
)
SELECT record_id, entity_type, suffix, organization_name, organizations[1] AS organization_words,
    or_null(list_distinct(list_transform(organizations, lambda o: joined(o)))) AS organization_names,
    joined(organizations[2]) AS organization_further,
    CASE WHEN is_institution(organizations[1]) THEN 'yes' END AS organization_institution,
    kinds_among(organizations[1]) AS organization_kinds, without_initials(organizations[1]) AS telling_words,
    legal_forms, given_words[1] AS given,
    given_words[2] AS middle,
    joined(given_words) AS given_full,
    joined(family_words) AS family,
    or_null(family_words) AS family_words,
    or_null(list_sort(list_distinct(list_concat(given_words, family_words,
        without_particles(whole_words), birth_words, other_words)))) AS name_words,
    list_concat(list_filter(all_words, lambda w: length(w) > 1),
        list_filter(all_words, lambda w: length(w) = 1)) AS own_words,
    list_sort(list_distinct(list_filter(
        list_concat(given_words[3:], family_words), lambda w: length(w) > 2))) AS surnames,
    joined(list_sort(list_concat(given_words, family_words))) AS name_key,
    or_null(list_distinct(list_filter(list_concat(
        [joined(list_sort(list_concat(given_words, family_words)))],
        list_transform(coalesce(other_names, []), lambda n: joined(list_sort(name_words_of(given_first(n)))))
    ), lambda n: n IS NOT NULL))) AS name_keys
FROM parts
"""

# A box at the post office is no house: a firm has both. 60601-1234 is in 60601: the four digits behind are of
# a block, and mostly left out.
_ADDRESSES = rf"""
WITH texts AS (
    SELECT *, without_unit(spelled_street(fold_text(street))) AS line,
        spelled_street(fold_text(concat_ws(', ', street, house_number, address_text))) AS all_text,
        fold_text(concat_ws(' ', postal_code, city)) AS place_text
    FROM records WHERE {{where}}
), folded AS (
    SELECT record_id,
        street_words_of(CASE WHEN is_box(line) THEN '' WHEN house_number IS NULL
            THEN regexp_replace(line, '[0-9]+ ?[a-z]?$', '') ELSE line END) AS street_parts,
        CASE WHEN NOT coalesce(is_box(line), FALSE) THEN regexp_extract(
            coalesce(fold_text(house_number), regexp_extract(line, '^[0-9]+ |[0-9]+ ?[a-z]?$'), ''), '[0-9]+'
        ) END AS number,
        street_words_of(all_text) AS all_parts, words_of(place_text) AS place_parts,
        regexp_replace(upper(regexp_replace(postal_code, '[^0-9A-Za-z]', '', 'g')),
            '^([0-9]{{5}})[0-9]{{4}}$', '\1') AS postal,
        city_or(joined(fold_words(city))) AS city, state_or(joined(fold_words(region))) AS region
    FROM texts
)
SELECT record_id,
    joined(list_filter(street_parts, lambda w: NOT list_contains({list(SILENT)}, w))) AS street,
    nullif(number, '') AS house_number,
    nullif(postal, '') AS postal_code,
    CASE WHEN len(postal) >= 5 THEN left(postal, len(postal) - 2)
         WHEN len(postal) >= 3 THEN left(postal, len(postal) - 1) END AS postal_area,
    city, region,
    house_of(all_parts) AS house,
    or_null(list_distinct(all_parts)) AS address_words,
    or_null(list_distinct(list_concat(all_parts, place_parts))) AS place_words
FROM folded
"""  # noqa: S608 - made of words of our own

# anna+shop@ is the mailbox of anna@.
_MAILBOX = r"regexp_replace(value, '^([^+@]+)[+][^@]*@', '\1@')"
_BOX_NAME = f"split_part({_MAILBOX}, '@', 1)"

_CONTACTS = f"""
SELECT record_id,
    list(DISTINCT {_MAILBOX} ORDER BY {_MAILBOX}) FILTER (kind = 'email') AS emails,
    list(DISTINCT {_BOX_NAME} ORDER BY {_BOX_NAME}) FILTER (kind = 'email') AS email_names,
    list(DISTINCT value ORDER BY value) FILTER (kind = 'phone') AS phones,
    list(DISTINCT value ORDER BY value) FILTER (kind = 'document') AS documents,
    list(DISTINCT regexp_replace(value, ':.*:', ':') ORDER BY regexp_replace(value, ':.*:', ':'))
        FILTER (kind = 'document') AS document_numbers,
    list(DISTINCT regexp_replace(value, '::', ':') ORDER BY regexp_replace(value, '::', ':'))
        FILTER (kind = 'document' AND position('::' IN value) > 0) AS open_documents,
    list(DISTINCT kind || ':' || value ORDER BY kind || ':' || value)
        FILTER (kind IN ('account', 'handle')) AS accounts,
    list(DISTINCT kind || ':' || value ORDER BY kind || ':' || value)
        FILTER (kind IN ('cookie', 'device')) AS devices
FROM identifiers
WHERE record_id IN (SELECT record_id FROM records WHERE {{where}})
GROUP BY record_id
"""  # noqa: S608 - made of expressions of our own

FEATURES = """
SELECT (hash(n.record_id) >> 1)::BIGINT AS record_no, n.record_id, r.source,
    CASE WHEN n.entity_type = 'organization' OR (n.organization_name IS NOT NULL AND n.name_key IS NULL)
         THEN 'organization' WHEN n.entity_type = 'household' THEN 'household' ELSE 'person' END
        AS entity_type,
    n.given, n.middle, n.given_full, n.family, with_article_off(n.family_words) AS family_words,
    n.name_words, n.own_words,
    n.name_key, n.name_keys, CASE WHEN len(n.surnames) > 1 THEN n.surnames END AS further_words,
    n.given || ' ' || n.family AS name_pair, n.suffix,
    left(n.given, 1) AS given_initial, h.cologne AS middle_sound,
    w.cologne AS given_full_sound,
    CASE WHEN w.korean IS NULL THEN g.formal ELSE list_concat(g.formal, [w.korean]) END AS given_formal,
    g.counterparts AS given_counterparts,
    g.initials AS given_initials, g.cologne AS given_sound, g.metaphone AS given_metaphone,
    f.cologne AS family_sound, f.metaphone AS family_metaphone,
    CASE left(fold_text(r.gender), 1) WHEN 'm' THEN 'm' WHEN 'f' THEN 'f' WHEN 'w' THEN 'f' END AS gender,
    nullif(regexp_replace(r.birth_date, '[^0-9]', '', 'g'), '') AS birth_date,
    nullif(left(regexp_replace(r.birth_date, '[^0-9]', '', 'g'), 4), '') AS birth_year,
    joined(fold_words(r.birth_place)) AS birth_place,
    joined(fold_words(r.nationality)) AS nationality,
    joined(fold_words(r.occupation)) AS occupation,
    joined(organization_words(organization_words_of(r.employer))) AS employer,
    joined(n.organization_words) AS organization,
    or_null(n.telling_words) AS organization_words,
    initials_among(n.organization_words) AS organization_initials,
    or_null(n.organization_words) AS organization_spelled,
    n.organization_names, n.organization_further,
    joined(units_among(n.organization_words, n.organization_institution)) AS organization_unit,
    n.organization_institution,
    joined(group_words_among(n.organization_words)) AS organization_of_group,
    or_null(n.organization_kinds) AS organization_kinds,
    CASE WHEN len(n.telling_words) > 2 THEN or_null(given_among(n.telling_words)) END AS organization_given,
    CASE WHEN len(n.organization_words) > 1 THEN joined(list_sort(n.organization_words))
        WHEN coalesce(r.entity_type, r.gender, r.birth_date) IS NULL AND n.given IS NOT NULL
            AND n.family IS NOT NULL THEN n.name_key END AS key_of_either,
    CASE WHEN is_cut(n.organization_name) THEN 'yes' END AS organization_cut,
    CASE WHEN in_characters(n.organization_name) THEN 'characters' END AS organization_script,
    CASE WHEN len(n.organization_words) > 0 THEN n.legal_forms END AS legal_forms,
    CASE WHEN len(n.organization_words) > 0 THEN coalesce(joined(n.legal_forms), 'none') END AS legal_form,
    a.street, a.house_number, a.house, a.postal_code, a.postal_area, a.city, a.region, a.address_words,
    a.place_words,
    c.emails, c.email_names, c.phones, c.documents, c.document_numbers, c.open_documents, c.accounts,
    c.devices,
    told_families(c.email_names, n.given, g.longer, n.family, n.own_words)[1] AS told_family,
    or_null(list_filter(c.email_names, lambda e: NOT is_mailbox(e)
        AND NOT made_of_person(e, r.birth_date,
            named_in(c.email_names, n.given, g.longer, n.family, n.own_words))))
        AS email_handles,
    or_null(list_transform(list_filter(c.emails, lambda e: is_mailbox(split_part(e, '@', 1))),
        lambda e: split_part(e, '@', 2))) AS desk_domains,
    CASE WHEN NOT made_of_person(split_part(c.emails[1], '@', 1), r.birth_date,
            named_in(c.email_names, n.given, g.longer, n.family, n.own_words))
        AND NOT given_and_more(split_part(c.emails[1], '@', 1), n.given) THEN c.emails[1] END AS email_handle,
    CASE WHEN other_script(coalesce(r.full_name, r.given_name, r.family_name, r.other_names[1]))
        THEN 'yes' END AS transliterated,
    c.emails[1] AS email, c.phones[1] AS phone, c.documents[1] AS document, c.accounts[1] AS account,
    c.devices[1] AS device,
    list_distinct(list_transform(c.documents, lambda d: regexp_replace(d, ':[^:]*$', ''))) AS document_kinds,
    list_distinct(list_transform(c.documents, lambda d: split_part(d, ':', 1))) AS document_types,
    list_distinct(list_transform(c.open_documents, lambda d: split_part(d, ':', 1))) AS open_types
FROM name_parts AS n
JOIN records AS r USING (record_id)
JOIN addresses AS a USING (record_id)
LEFT JOIN contacts AS c USING (record_id)
LEFT JOIN name_words AS g ON g.word = n.given
LEFT JOIN name_words AS f ON f.word = n.family
LEFT JOIN name_words AS h ON h.word = n.middle
LEFT JOIN name_words AS w ON w.word = n.given_full
"""

FEATURE_STEPS = (
    ("raw_names", _RAW_NAMES),
    ("whole_names", _WHOLE_NAMES),
    ("split_names", _SPLIT_NAMES),
    ("name_parts", _NAME_PARTS),
    ("addresses", _ADDRESSES),
    ("contacts", _CONTACTS),
)
"""Names of the intermediate tables and the queries that fill them, in order; FEATURES reads the last
three."""
