"""Node kinds of what customers buy, sign, ask, do and say."""

from graph.types import NodeKind, decimal, flag, integer, text, time

COMMERCE_NODES: tuple[NodeKind, ...] = (
    NodeKind(
        "Product",
        ("id",),
        (
            text("id", "`namespace:number`; of its source, or as the mapping says"),
            text("number", "Article number in its namespace"),
            text("name", "Name"),
            text("category", "Category", indexed=True),
            text("brand", "Brand"),
            decimal("price", "List price"),
            text("currency", "ISO 4217 currency"),
            flag("active", "Still sold"),
        ),
        "Something the company sells",
    ),
    NodeKind(
        "Order",
        ("id",),
        (
            text("id", "`source:number`"),
            text("number", "Order number in its source"),
            time("ordered_at", "When it was placed"),
            text("status", "State of the order"),
            decimal("total", "Total with tax, as the source states it"),
            decimal("lines_total", "Sum of the lines; counts where no total is stated"),
            text("currency", "ISO 4217 currency"),
            text("channel", "Where it was placed"),
        ),
        "An order with its lines as CONTAINS edges",
        moment="ordered_at",
    ),
    NodeKind(
        "Contract",
        ("id",),
        (
            text("id", "`source:number`"),
            text("number", "Contract number in its source"),
            text("contract_type", "What it is about"),
            text("status", "`active`, `cancelled` or `expired`"),
            time("signed_at", "When it was signed"),
            time("starts_at", "When it begins"),
            time("ends_at", "When it ends"),
            time("cancelled_at", "When it was cancelled"),
            decimal("monthly_fee", "Recurring fee a month"),
            text("currency", "ISO 4217 currency"),
        ),
        "Contract or subscription",
        moment="signed_at",
    ),
    NodeKind(
        "Ticket",
        ("id",),
        (
            text("id", "`source:number`"),
            text("number", "Ticket number in its source"),
            text("subject", "Subject line"),
            text("category", "What it is about"),
            text("channel", "Phone, mail, chat or shop"),
            text("priority", "Urgency"),
            text("status", "`open`, `pending`, `solved` or `closed`"),
            time("opened_at", "When it was opened"),
            time("closed_at", "When it was closed"),
            text("sentiment", "`positive`, `neutral` or `negative`"),
        ),
        "Service case",
        moment="opened_at",
    ),
)

ENGAGEMENT_NODES: tuple[NodeKind, ...] = (
    NodeKind(
        "Event",
        ("id",),
        (
            text("id", "Message id"),
            text("name", "What happened", indexed=True),
            time("at", "When it happened"),
            text("channel", "`web`, `app`, `shop` or other"),
            decimal("value", "Value in the currency of the company"),
            text("properties", "JSON: further properties of the event"),
        ),
        "A notable event; plain page views are counted on VIEWED edges instead",
        moment="at",
    ),
    NodeKind(
        "Campaign",
        ("id",),
        (
            text("id", "`namespace:number`; of its source, or as the mapping says"),
            text("number", "Campaign id in its namespace"),
            text("name", "Name"),
            text("channel", "Channel"),
            time("starts_at", "Start"),
            time("ends_at", "End"),
        ),
        "Marketing campaign",
    ),
    NodeKind(
        "Interest",
        ("id",),
        (text("id", "Topic in lower case"), text("name", "Topic")),
        "A topic that people care for",
    ),
    NodeKind(
        "SurveyResponse",
        ("id",),
        (
            text("id", "`source:number`"),
            text("survey", "Name of the survey"),
            text("metric", "`nps` or `csat`"),
            integer("score", "0 to 10 for NPS, 1 to 5 for CSAT"),
            text("comment", "Free text"),
            time("answered_at", "When it was answered"),
        ),
        "Answer to a survey",
        moment="answered_at",
    ),
    NodeKind(
        "Consent",
        ("id",),
        (
            text("id", "`purpose:channel`"),
            text("purpose", "What the data may be used for"),
            text("channel", "Through which channel; `any` for all"),
        ),
        "A purpose that people grant or deny",
    ),
)
