"""Edge kinds of the model: who is connected with what, and what time means on each."""

from graph.model.personal import Personal
from graph.model.types import EdgeKind, EdgeTime, decimal, integer, money, text, time

_RECORD = "SourceRecord"
_CUSTOMER = "Customer"

_IDENTITY = (
    EdgeKind(
        "RESOLVES_TO",
        ((_RECORD, _CUSTOMER),),
        EdgeTime.STATED,
        "The record belongs to this customer, as of valid_from",
        (text("run", "Identity run that said so", Personal.NOT),),
        key=("valid_from",),
    ),
    EdgeKind(
        "MERGED_INTO",
        ((_CUSTOMER, _CUSTOMER),),
        EdgeTime.DATED,
        "A retired customer id and the one that took its place",
        (text("run", "Identity run that merged them", Personal.NOT),),
        names=("merged_into", "merged_from"),
    ),
    EdgeKind(
        "MATCHES",
        ((_RECORD, _RECORD),),
        EdgeTime.TIMELESS,
        "Scored evidence that two records are one person",
        (
            decimal("weight", "Match weight, log2 of the Bayes factor"),
            decimal("probability", "Match probability"),
            text("tier", "`judgement`, `rule` or `model`", Personal.NOT),
            text("evidence", "JSON: the rules and comparisons behind it", Personal.WORDS),
            text("run", "Identity run that scored it", Personal.NOT),
        ),
        key=("tier",),
        names=("matches", "matches"),
    ),
    EdgeKind(
        "JUDGES",
        (("Judgement", _RECORD), ("ReviewCase", _RECORD)),
        EdgeTime.TIMELESS,
        "The records that a judgement or a review case is about",
        unread="GraphQL reads judgements and cases from the journal, with their records",
    ),
    EdgeKind(
        "FROM_SOURCE",
        ((_RECORD, "Source"),),
        EdgeTime.TIMELESS,
        "The source that the record comes from",
    ),
    EdgeKind(
        "MEASURED",
        (("Source", "QualityMeasure"),),
        EdgeTime.DATED,
        "How good its data was",
    ),
)

_IDENTIFIERS = (
    EdgeKind("HAS_EMAIL", ((_RECORD, "Email"),), EdgeTime.OBSERVED, "Uses this e-mail address"),
    EdgeKind("HAS_PHONE", ((_RECORD, "Phone"),), EdgeTime.OBSERVED, "Uses this phone number"),
    EdgeKind("USES_DEVICE", ((_RECORD, "Device"),), EdgeTime.OBSERVED, "Uses this device"),
    EdgeKind("HAS_COOKIE", ((_RECORD, "Cookie"),), EdgeTime.OBSERVED, "Browses with this cookie"),
    EdgeKind("HAS_HANDLE", ((_RECORD, "SocialHandle"),), EdgeTime.OBSERVED, "Posts under this name"),
    EdgeKind("OWNS_ACCOUNT", ((_RECORD, "Account"),), EdgeTime.OBSERVED, "Owns this account"),
    EdgeKind("HAS_DOCUMENT", ((_RECORD, "Document"),), EdgeTime.OBSERVED, "Holds this document"),
    EdgeKind(
        "LIVES_AT",
        ((_RECORD, "Address"),),
        EdgeTime.STATED,
        "Lives or lived here",
        key=("valid_from",),
    ),
)

_COMMERCE = (
    EdgeKind("PLACED", ((_RECORD, "Order"),), EdgeTime.DATED, "Placed the order"),
    EdgeKind(
        "CONTAINS",
        (("Order", "Product"),),
        EdgeTime.TIMELESS,
        "A line of the order",
        (
            text("line", "Line number", Personal.NOT),
            decimal("quantity", "How much: pieces, hours, kilograms"),
            money("price", "Price a piece"),
            money("total", "Amount of the line, where the source states it"),
        ),
        key=("line",),
    ),
    EdgeKind(
        "SIGNED",
        ((_RECORD, "Contract"),),
        EdgeTime.STATED,
        "Is bound by the contract from its start to its end",
        key=("valid_from",),
    ),
    EdgeKind("COVERS", (("Contract", "Product"),), EdgeTime.TIMELESS, "The contract is for this product"),
    EdgeKind("OPENED", ((_RECORD, "Ticket"),), EdgeTime.DATED, "Opened the ticket"),
    EdgeKind(
        "ABOUT",
        (("Ticket", "Product"), ("Ticket", "Order"), ("Event", "Product"), ("SurveyResponse", "Order")),
        EdgeTime.TIMELESS,
        "What it is about",
    ),
)

_ENGAGEMENT = (
    EdgeKind(
        "VIEWED",
        ((_RECORD, "Product"),),
        EdgeTime.COUNTED,
        "Looked at the product, this often",
        names=("viewed", "viewers"),
    ),
    EdgeKind(
        "INTERESTED_IN",
        ((_RECORD, "Interest"), (_CUSTOMER, "Interest"), (_CUSTOMER, "Product")),
        EdgeTime.COUNTED,
        "Showed interest in it, this often; of customers it is derived, with how strong the interest is",
        (
            decimal("score", "Of customers: sum of the weights of what showed it, decayed until scored_at"),
            time(
                "scored_at", "Of customers: time that the score is of, the customer's latest sign of interest"
            ),
            decimal(
                "heat",
                "Of customers: log2 of the score plus the half-lives from 1970 until scored_at, by which"
                " scores of different times compare; null where the score is not positive",
            ),
            text("signals", "JSON, of customers: how often each signal showed it", Personal.NOT),
        ),
    ),
    EdgeKind("DID", ((_RECORD, "Event"),), EdgeTime.DATED, "Did this"),
    EdgeKind(
        "RECEIVED",
        ((_RECORD, "Campaign"),),
        EdgeTime.DATED,
        "Was contacted by the campaign",
        (
            text("channel", "Channel of the contact", Personal.NOT),
            text("outcome", "`sent`, `opened`, `clicked`, `converted` or `bounced`", Personal.NOT),
        ),
        key=("at",),
    ),
    EdgeKind("ANSWERED", ((_RECORD, "SurveyResponse"),), EdgeTime.DATED, "Gave this answer"),
    EdgeKind(
        "GRANTED",
        ((_RECORD, "Consent"),),
        EdgeTime.STATED,
        "Granted this consent",
        key=("valid_from",),
        names=("granted", "granted_by"),
    ),
    EdgeKind(
        "DENIED",
        ((_RECORD, "Consent"),),
        EdgeTime.STATED,
        "Denied or withdrew this consent",
        key=("valid_from",),
        names=("denied", "denied_by"),
    ),
    EdgeKind(
        "REFERRED",
        ((_RECORD, _RECORD), (_CUSTOMER, _CUSTOMER)),
        EdgeTime.DATED,
        "Brought the other person; between customers it is derived from their records",
        (
            text("channel", "How", Personal.NOT),
            text("campaign", "Referral programme", Personal.NOT),
            text("code", "Referral code", Personal.KEY),
            money(
                "revenue",
                "What the brought customer spent, in its `revenue_currency`; on edges between customers",
            ),
            text(
                "standing",
                "Between customers: `accepted`, or why not: second, cycle, window, household or device",
                Personal.NOT,
            ),
            time(
                "converted_at",
                "First order or contract of who was brought; on accepted edges between customers",
            ),
        ),
        names=("referred", "referred_by"),
        indexed=("at",),
    ),
    EdgeKind(
        "MEMBER_OF",
        ((_CUSTOMER, "Household"),),
        EdgeTime.STATED,
        "Belongs to the household",
        key=("valid_from",),
        names=("households", "members"),
    ),
)

OF_SCORES: tuple[EdgeKind, ...] = (
    EdgeKind(
        "MAY_BUY",
        ((_CUSTOMER, "Product"),),
        EdgeTime.TIMELESS,
        "May be offered the product next; docs/insight.md",
        (
            integer("rank", "Place among the offers of the customer, 1 the best"),
            decimal("score", "How much speaks for it; compares offers of one basis"),
            text(
                "basis",
                "`again`: due once more, `interest`: looked at, `together`: bought by who bought the same,"
                " `popular`: little is known",
                Personal.NOT,
            ),
            text("reason", "Why, in words", Personal.NOT),
        ),
        names=("offers", "offered_to"),
    ),
)
"""Edges that `graph.analytics` makes of what is known of everybody."""

OF_EVENTS: tuple[EdgeKind, ...] = (*_COMMERCE, *_ENGAGEMENT)
"""Edges that events state, and take back where a newer version of an event no longer states them; those of
customers are derived."""

EDGES: tuple[EdgeKind, ...] = (*_IDENTITY, *_IDENTIFIERS, *OF_EVENTS, *OF_SCORES)
