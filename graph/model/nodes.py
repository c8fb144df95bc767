"""Node kinds: customers and their records, the graph's own books, what is derived; and all kinds together."""

from dataclasses import replace

from graph.model.activity import COMMERCE_NODES, ENGAGEMENT_NODES
from graph.model.attributes import PERSON_PROPERTIES
from graph.model.identifiers import IDENTIFIER_NODES
from graph.model.personal import Personal
from graph.model.resolution import RESOLUTION_NODES
from graph.model.scores import SCORE_PROPERTIES
from graph.model.types import STATED_AT, NodeKind, Property, decimal, flag, integer, money, text, texts, time

QUALITY_PROPERTIES: tuple[Property, ...] = (
    decimal(
        "quality", "How good the data is, 0 to 1: the mean of completeness and consistency as far as known"
    ),
    decimal("completeness", "Share of name, birth date, e-mail, phone and address that are known, 0 to 1"),
    decimal(
        "consistency",
        "Share of values with which another source agrees, of those that several sources state, 0 to 1",
    ),
    time("observed_at", "When a source last stated attributes of the customer"),
)
"""What golden records say of how good a customer's data is."""

_TRAITS = text(
    "traits", "JSON: per trait its type, value and source; each is a property `trait_…`, too", Personal.WORDS
)

_CUSTOMERS = (
    NodeKind(
        "Customer",
        ("id",),
        (
            text("id", "Stable customer id", Personal.NOT),
            flag("anonymous", "True while only cookies or devices are known"),
            integer("record_count", "Source records that resolve to this customer"),
            text(
                "status", "`active`, or `merged` for an alias that resolves to another customer", Personal.NOT
            ),
            time("since", "Earliest trace of the customer in any source", indexed=True),
            time("last_seen", "Latest trace of the customer in any source", indexed=True),
            text("email", "Golden e-mail address", Personal.EMAIL, indexed=True),
            text("phone", "Golden phone number", Personal.PHONE),
            text(
                "lifecycle_stage",
                "`stage` and `activity` in one word: an advocate, else `lapsed` long after the last order and"
                " the end of the last contract, else the stage",
                Personal.NOT,
                indexed=True,
            ),
            money("revenue", "Sum of orders that came to something, less credits, in `revenue_currency`"),
            text(
                "revenue_currency",
                "ISO 4217 currency of the company, which revenue is summed in",
                Personal.NOT,
            ),
            text(
                "revenue_left_out",
                "JSON: by currency without a rate, the sums that `revenue` leaves out",
                Personal.NOT,
            ),
            integer("order_count", "Number of orders that came to something; docs/insight.md"),
            time("last_order_at", "Time of the latest of them", indexed=True),
            integer("referral_count", "People this customer is said to have brought"),
            *QUALITY_PROPERTIES,
            *SCORE_PROPERTIES,
            text("provenance", "JSON: per golden attribute its source, source_id and time", Personal.WORDS),
            _TRAITS,
            *PERSON_PROPERTIES,
        ),
        "One real customer, with the golden record",
    ),
    NodeKind(
        "SourceRecord",
        ("source", "source_id"),
        (
            text("source", "Name of the source", Personal.NOT),
            text("source_id", "Key of the record in its source", Personal.KEY),
            time("observed_at", "When the source stated the current attributes"),
            time("recorded_at", "When we learned them"),
            _TRAITS,
            *PERSON_PROPERTIES,
        ),
        "A person's row in one source, or an anonymous visitor",
    ),
)

_BOOKKEEPING = (
    NodeKind(
        "Projection",
        ("id",),
        (
            text("id", "Always `journal`", Personal.NOT),
            text("journal", "Id of the journal that this graph is the projection of", Personal.NOT),
            text(
                "checkpoint",
                "JSON: per journal table the version up to which the graph holds it",
                Personal.NOT,
            ),
            time("updated_at", "Time of the latest checkpoint"),
        ),
        "How far the graph has come; the projector's own node",
        unread="`ckg status` tells what it says",
    ),
    NodeKind(
        "NetworkRun",
        ("id",),
        (
            text("id", "Always `latest`", Personal.NOT),
            text(
                "run",
                "Names the state of the journal and the version that the scores are of",
                Personal.NOT,
            ),
            text("version", "Version of the scores' definitions", Personal.NOT),
            time("as_of", "Time of the latest event that the scores know"),
            text("report", "JSON: what is said of the whole referral network", Personal.NOT),
            text(
                "kept",
                "JSON: of which inputs scores are that stay while these do, and marks of what was written",
                Personal.NOT,
            ),
        ),
        "The latest computation of the referral network's scores",
    ),
    NodeKind(
        "Source",
        ("name",),
        (
            text("name", "Name of the source", Personal.NOT),
            text("description", "What the source is", Personal.NOT),
            integer("priority", "Rank in survivorship; lower wins"),
            time("last_ingested_at", "Latest ingest from it"),
        ),
        "A system that data comes from",
    ),
)

_DERIVED = (
    NodeKind(
        "Trait",
        ("name",),
        (
            text("name", "Name of the trait", Personal.NOT),
            text("type", "`text`, `number`, `boolean`, `date`, `time` or `category`", Personal.NOT),
            flag("personal", "Whether its values say something of a person that not everybody may see"),
            texts("values", "The values that a category can have", Personal.NOT),
            text("description", "What it is", Personal.NOT),
        ),
        "An attribute of the company's own, as its mappings declare it",
    ),
    NodeKind(
        "Household",
        ("id",),
        (text("id", "Household id", Personal.NOT), integer("size", "Customers in it")),
        "Customers who live together; a relation, never a merge",
    ),
)

_STATED_AT = time(STATED_AT, "Time of the latest statement about it")


def _stated(kind: NodeKind) -> NodeKind:
    return replace(kind, properties=(*kind.properties, _STATED_AT))


_STATED = tuple(_stated(kind) for kind in (*IDENTIFIER_NODES, *COMMERCE_NODES, *ENGAGEMENT_NODES))

NODES: tuple[NodeKind, ...] = (*_CUSTOMERS, *RESOLUTION_NODES, *_BOOKKEEPING, *_STATED, *_DERIVED)
