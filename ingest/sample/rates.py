"""How much trouble the sample company has: every rate, with what it is a share of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TroubleRates:
    """Shares between 0 and 1 of everything that makes records of one person look different.

    The defaults are what `docs/sample.md` lists. They are applied independently of each other,
    so a record may have several troubles at once.
    """

    # what happens to people
    moved: float = 0.12  # people who have moved once since they became customers
    married: float = 0.04  # people born after 1960 who took another family name meanwhile
    email_changed: float = 0.09  # people who gave up one e-mail address for another
    mobile_changed: float = 0.08  # people who changed their mobile number
    shared_email: float = 0.06  # further members of a household who use the first one's address
    shared_device: float = 0.15  # further members who browse on the device of the one before
    recycled_phone: float = 0.008  # people whose mobile number belonged to a stranger before
    switchboard: float = 0.02  # people who leave their company's switchboard number
    twin_households: float = 0.03  # households of two and more with like-named twins
    namesake_households: float = 0.015  # households of two and more with two of the same name
    churned: float = 0.22  # people who stopped buying
    drifted: float = 0.35  # people whose main interest changed
    referred: float = 0.18  # people whom another customer brought
    self_referral: float = 0.015  # members who invite themselves with a second membership
    # what happens when somebody writes it down, per record
    nickname: float = 0.07  # given names written as a nickname, where there is one
    transliteration: float = 0.25  # names from other scripts written in another way, where there is one
    umlaut: float = 0.06  # names with umlauts or ß written with ae or ss, or without dots
    typo_name: float = 0.025  # given or family names with a typing, reading or hearing error
    typo_street: float = 0.03  # streets with such an error
    typo_email: float = 0.004  # e-mail addresses with such an error
    typo_birth_date: float = 0.008  # birth dates with one wrong digit
    swapped_names: float = 0.008  # given and family name in each other's place
    swapped_day_month: float = 0.008  # day and month of birth in each other's place
    short_double_name: float = 0.2  # double names of which one part is left out
    placeholder: float = 0.03  # empty optional fields filled with a word such as `k.A.`
    birth_date_placeholder: float = 0.02  # unknown birth dates filled with 01.01.1900
    # what happens in a source
    duplicate_record: float = 0.04  # people twice in one source, under two keys
    repeated_row: float = 0.004  # rows written twice, letter by letter
    test_entry: float = 0.003  # test entries per person, over CRM, shop and app
    anonymous_visitor: float = 0.25  # web visitors per person who never sign in
    late_sign_in: float = 0.6  # browsers of known people that sign in after anonymous visits
    invalid_value: float = 0.002  # e-mail addresses and birth dates that are none; the row is good
    broken_row: float = 0.003  # rows per file that cannot be taken in
