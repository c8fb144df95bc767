"""Node kinds of what customers buy, sign, ask, do and say."""

from dataclasses import replace

from graph.model.personal import Personal
from graph.model.types import NodeKind, flag, integer, money, text, time

COMMERCE_NODES: tuple[NodeKind, ...] = (
    NodeKind(
        "Product",
        ("id",),
        (
            text("id", "`namespace:number`; of its source, or as the mapping says", Personal.NOT),
            text("number", "Article number in its namespace", Personal.NOT),
            text("name", "Name", Personal.NOT),
            text("category", "Category", Personal.NOT, indexed=True),
            text("brand", "Brand", Personal.NOT),
            money("price", "List price"),
            text("currency", "ISO 4217 currency", Personal.NOT),
            flag("active", "Still sold"),
        ),
        "Something the company sells",
    ),
    NodeKind(
        "Order",
        ("id",),
        (
            text("id", "`source:number`", Personal.KEY),
            text("number", "Order number in its source", Personal.KEY),
            time("ordered_at", "When it was placed", indexed=True),
            text("status", "State of the order", Personal.NOT),
            money("total", "Total with tax, as the source states it; nothing is taken off"),
            replace(
                money("lines_total", "Sum of lines in one currency; counts where no total is stated"),
                found=True,
            ),
            replace(
                money("refunded", "What was paid back of it, in all; so much less counts as revenue"),
                found=True,
            ),
            text("currency", "ISO 4217 currency", Personal.NOT),
            text("channel", "Where it was placed", Personal.NOT),
        ),
        "An order with its lines as CONTAINS edges",
        moment="ordered_at",
    ),
    NodeKind(
        "Contract",
        ("id",),
        (
            text("id", "`source:number`", Personal.KEY),
            text("number", "Contract number in its source", Personal.KEY),
            text("contract_type", "What it is about", Personal.NOT),
            text("status", "`active`, `cancelled` or `expired`", Personal.NOT),
            time("signed_at", "When it was signed", indexed=True),
            time("starts_at", "When it begins"),
            time("ends_at", "When it ends"),
            time("cancelled_at", "When it was cancelled"),
            money("monthly_fee", "Recurring fee a month"),
            text("currency", "ISO 4217 currency", Personal.NOT),
        ),
        "Contract or subscription",
        moment="signed_at",
    ),
    NodeKind(
        "Ticket",
        ("id",),
        (
            text("id", "`source:number`", Personal.KEY),
            text("number", "Ticket number in its source", Personal.KEY),
            text("subject", "Subject line", Personal.WORDS),
            text("category", "What it is about", Personal.NOT),
            text("channel", "Phone, mail, chat or shop", Personal.NOT),
            text("priority", "Urgency", Personal.NOT),
            text("status", "`open`, `pending`, `solved` or `closed`", Personal.NOT),
            time("opened_at", "When it was opened", indexed=True),
            time("closed_at", "When it was closed"),
            text("sentiment", "`positive`, `neutral` or `negative`", Personal.NOT),
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
            text("id", "Message id", Personal.KEY),
            text("name", "What happened", Personal.NOT, indexed=True),
            time("at", "When it happened", indexed=True),
            text("channel", "`web`, `app`, `shop` or other", Personal.NOT),
            money("value", "Value in the currency of the company"),
            text("properties", "JSON: further properties of the event", Personal.WORDS),
        ),
        "A notable event; plain page views are counted on VIEWED edges instead",
        moment="at",
    ),
    NodeKind(
        "Campaign",
        ("id",),
        (
            text("id", "`namespace:number`; of its source, or as the mapping says", Personal.NOT),
            text("number", "Campaign id in its namespace", Personal.NOT),
            text("name", "Name", Personal.NOT),
            text("channel", "Channel", Personal.NOT),
            time("starts_at", "Start"),
            time("ends_at", "End"),
        ),
        "Marketing campaign",
    ),
    NodeKind(
        "Interest",
        ("id",),
        (text("id", "Topic in lower case", Personal.NOT), text("name", "Topic", Personal.NOT)),
        "A topic that people care for",
    ),
    NodeKind(
        "SurveyResponse",
        ("id",),
        (
            text("id", "`source:number`", Personal.KEY),
            text("survey", "Name of the survey", Personal.NOT),
            text("metric", "`nps` or `csat`", Personal.NOT),
            integer("score", "0 to 10 for NPS, 1 to 5 for CSAT"),
            text("comment", "Free text", Personal.WORDS),
            time("answered_at", "When it was answered", indexed=True),
        ),
        "Answer to a survey",
        moment="answered_at",
    ),
    NodeKind(
        "Consent",
        ("id",),
        (
            text("id", "`purpose:channel`", Personal.NOT),
            text("purpose", "What the data may be used for", Personal.NOT),
            text("channel", "Through which channel; `any` for all", Personal.NOT),
        ),
        "A purpose that people grant or deny",
    ),
)
