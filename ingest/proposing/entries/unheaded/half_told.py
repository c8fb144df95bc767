"""What rows of a kind lack that others of their headers tell: an order its number, day or amount, a contract
its term, a ticket its day, a consent the answer. One header that is not understood takes none of the others
with it."""

from __future__ import annotations

from ingest.proposing.entries.fields.feeding import FedKind, fed_by
from ingest.proposing.entries.fields.signs import SURE
from ingest.proposing.entries.unheaded.around import TOTALS, Around
from ingest.proposing.entries.unheaded.open_columns import NUMBERS, OpenColumns, Told
from ingest.proposing.meaning.columns import Column, shown
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import Meaning
from ingest.proposing.meaning.row_days import is_before
from ingest.proposing.meaning.states_of import is_next_bill

_PERSONS = ("person_id", "email", "phone", "full_name", "family_name", "name")
_ORDER_NUMBERS = ("order_id", "invoice_id", "transaction_id")
_TICKETS = ("ticket_id", "priority", "subject")
_SCORES = ("score", "nps", "csat")
_PRODUCTS = ("product_id", "described")
_OF_LETTERS = {
    *("email", "given_name", "family_name", "full_name", "name", "salutation", "gender", "language", "topic"),
    *("signed", "cancelled"),
}
_ENOUGH = 2
"""Signs of a kind from which rows are of it."""
_MOST, _HALF = 0.8, 0.5
_A_WORD = 4
_A_FEW_OF_ONE = 100
"""How many there are of one product in an order, at most."""


def half_told(around: Around) -> Told:
    """What columns mean that rows lack of the kind which the others tell; nothing where they name nobody."""
    if not around.has(*_PERSONS):
        return
    columns = OpenColumns(around)
    if around.has("purpose"):
        yield from _of_consent(columns)
    elif _is_for_letters(around):
        yield from _of_letters(around)
    elif around.has("contract_id") or around.is_of("contract") or _goes_on(columns):
        yield from _of_contract(columns)
    elif around.has(*_SCORES):
        yield from _of_answer(columns)
    elif around.has(*_TICKETS) and not around.has(*_ORDER_NUMBERS):
        yield from _of_ticket(columns)
    else:
        yield from _of_order(columns)


def _of_consent(columns: OpenColumns) -> Told:
    """Who agreed to a purpose."""
    answers = columns.agreements()
    if answers is not None and not columns.around.has("granted", "opt_in", "opt_out"):
        yield answers, "granted", "beside a purpose it says who agreed"


def _is_for_letters(around: Around) -> bool:
    """Whether nothing but names and an e-mail address stands beside the days of signing up and going."""
    found = {around.concept(at) for at in range(len(around.columns))} - {""}
    return "email" in found and {"signed", "cancelled"} <= found <= _OF_LETTERS


def _of_letters(around: Around) -> Told:
    """When somebody signed up for letters, and went again: nobody signs a contract by e-mail alone."""
    for at in range(len(around.columns)):
        if told := {"signed": "consented", "cancelled": "refused_at"}.get(around.concept(at)):
            yield at, told, "beside it stands nothing but names and an e-mail address"


def _of_contract(columns: OpenColumns) -> Told:
    """The first day of a numbered term, its last one, and its fee."""
    around, why = columns.around, "the number of a contract is there"
    if not around.has("contract_id"):
        if not columns.codes or not _goes_on(columns):
            return
        yield columns.codes[0], "contract_id", "beside it are intervals, or states that only contracts have"
    starts, ends = around.column_of("starts"), around.column_of("ends")
    days = columns.days
    if starts is None and not around.has("signed") and days:
        first, *days = days
        if ends is None or is_before(around.columns[first], ends):
            starts = around.columns[first]
            yield first, "starts", f"its days are the first ones, and {why}"
    if ends is None and starts is not None:
        last = next(
            (at for at in days if _is_of_it(around, at) and at_last(starts, around.columns[at])), None
        )
        if last is not None:
            yield last, "ends", f"its days come last, and {why}"
    said_so = (at for at in range(len(around.columns)) if around.concept(at) == "amount")
    amounts = columns.amounts or [at for at in said_so if _is_of_it(around, at)]
    if len(amounts) == 1 and not around.has("fee", "price"):
        yield amounts[0], "fee", f"it is the one amount, and {why}"
    if not around.has("status") and (states := columns.states("contract", "going on")) is not None:
        yield states, "status", "its values are states of contracts"


def _is_of_it(around: Around, at: int) -> bool:
    """Whether a header does not say that a column is of something else: the sum of who is insured, a bill."""
    return not around.known[at] or around.known[at][0].subject in ("", "contract")


def _goes_on(columns: OpenColumns) -> bool:
    """Whether something that begins has states that only contracts have, or intervals in which it is paid."""
    around = columns.around
    billed = any(map(is_next_bill, around.columns))
    begins = around.has("starts", "signed") or (billed and columns.days)
    if not begins or around.has(*_ORDER_NUMBERS, "ordered"):
        return False
    return billed or columns.intervals() or (columns.states("contract", "going on") is not None)


def _of_answer(columns: OpenColumns) -> Told:
    """The day of an answer that has a score, and what was written with it."""
    around, why = columns.around, "a score stands beside"
    timed = _fed("survey_answer", around).has("answered_at")
    if columns.days and not timed and not around.has("birth_date", *_ORDER_NUMBERS):
        yield columns.days[-1], "answered", f"{why} its days"
    if not around.has("comment") and (texts := columns.texts()):
        yield texts[0], "comment", f"{why} its texts"


def _of_ticket(columns: OpenColumns) -> Told:
    """The number, the first day and the subject of what somebody asked."""
    around = columns.around
    signs = sum(around.has(it) for it in (*_TICKETS, "opened", "closed"))
    if signs < _ENOUGH:
        return
    why = "beside it are columns that only tickets have"
    if not around.has("ticket_id") and columns.codes:
        yield columns.codes[0], "ticket_id", why
    if columns.days and not around.has("opened", "created", "at", "starts"):
        yield columns.days[0], "opened", why
    if not around.has("subject") and (texts := columns.texts()):
        yield texts[0], "subject", why


def _of_order(columns: OpenColumns) -> Told:
    """The number, the day, the amount and the state of what was bought."""
    around, why = columns.around, "the other columns of an order are there"
    if around.has("price") and around.has("quantity") and (at := _number_of_product(columns)) is not None:
        yield at, "product_id", "each of its codes has one product"
    order = _fed("order", around)
    number, ordered, total = (order.fields.get(it, [None])[0] for it in ("number", "ordered_at", "total"))
    numbered = number is not None and number.concept in _ORDER_NUMBERS
    dated = _says_when_ordered(ordered) if ordered else 0
    summed = total is not None and (total.concept in TOTALS or total.subject == "order")
    told = numbered or (ordered is not None and (dated or summed))
    if not told or numbered + dated + summed + _is_sold(columns) < _ENOUGH:
        return
    if not numbered and ordered is not None and (at := _number(columns, ordered.column)) is not None:
        yield at, "order_id", why
    if ordered is None and columns.days:
        yield columns.days[0], "ordered", f"its days are the first ones, and {why}"
    if total is None and columns.amounts:
        yield columns.largest_amount(), "total", why
    if not around.has("status") and (states := columns.states("order")) is not None:
        yield states, "status", "its values are states of orders"
    if not around.has("price"):
        return
    if not around.has("quantity") and around.has("product_id") and (at := _counts(columns)) is not None:
        yield at, "quantity", "its values are few of one product"
    if around.has("quantity") and not around.has(*_PRODUCTS) and (at := _product(columns)) is not None:
        yield at, "product_id", "what there are several of, at a price"


def _fed(kind: str, around: Around) -> FedKind:
    """What feeds a kind by headers that are understood, and have values."""
    fed = fed_by(kind, around.known).fields
    return FedKind(kind, {name: it for name, it in fed.items() if it[0].score >= SURE and it[0].column.texts})


def _says_when_ordered(ordered: Meaning) -> int:
    """How many signs of orders a day is: one of payments says that something was sold, too."""
    if ordered.concept == "paid":
        return _ENOUGH
    return ordered.concept == "ordered" or ordered.subject in ("order", "invoice")


def _is_sold(columns: OpenColumns) -> int:
    """How many further signs of orders there are: parts of a total, a currency, lines, states of orders."""
    around = columns.around
    parts = any(
        "part of a total" in said(it.name).senses and it.is_like("money") >= _MOST for it in around.columns
    )
    return parts + around.has("currency") + around.has("quantity") + (columns.states("order") is not None)


def _number(columns: OpenColumns, ordered: Column) -> int | None:
    """The column of codes of which each has one day, as the lines of an order have one number."""
    return next((at for at in columns.numbers() if _tells(columns.around.columns[at], ordered)), None)


def _tells(number: Column, other: Column) -> bool:
    """Whether rows of one number have one value of another column, a day or a name."""
    rows = zip(map(shown, number.values), map(shown, other.values), strict=False)
    return len(number.counts) == len({row for row in rows if row[0]})


def _counts(columns: OpenColumns) -> int | None:
    """The one column of small whole numbers, not all of them the same."""
    found = [
        at
        for at in columns.open()
        if (it := columns.around.columns[at]).is_like("whole") == 1
        and 1 < len(it.counts) <= _HALF * len(it.texts)
        and all(0 < int(float(text.replace(",", "."))) < _A_FEW_OF_ONE for text in it.counts)
    ]
    return found[0] if len(found) == 1 else None


def _number_of_product(columns: OpenColumns) -> int | None:
    """The column of codes that come again, each with one text of a column called a product."""
    around = columns.around
    called = [it for it in around.columns if said(it.name).senses.keys() == {"product"} and it.texts]
    found = (at for at in columns.open(*NUMBERS) if not around.columns[at].unique)
    return next((at for at in found if any(_tells(around.columns[at], it) for it in called)), None)


def _product(columns: OpenColumns) -> int | None:
    """The one column of words that come again, and are no names of persons."""
    found = [
        at
        for at in columns.open("title", "name")
        if (it := columns.around.columns[at]).is_like("digits", "date", "flag", "email", "person") < _HALF
        and 1 < len(it.counts) <= _MOST * len(it.texts)
        and it.length >= _A_WORD
    ]
    return found[0] if len(found) == 1 else None


def at_last(first: Column, column: Column) -> bool:
    """Whether the days of a column come after those of another, which are not the same."""
    return is_before(first, column) and not is_before(column, first)
