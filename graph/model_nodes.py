"""Node kinds: customers, source records and how both came to be; what is derived; all kinds together."""

from dataclasses import replace

from graph.model_activity import COMMERCE_NODES, ENGAGEMENT_NODES
from graph.model_identifiers import IDENTIFIER_NODES
from graph.types import NodeKind, Property, decimal, flag, integer, text, texts, time

PERSON_PROPERTIES: tuple[Property, ...] = (
    text("entity_type", "`person` or `organization`"),
    text("full_name", "Name as one string", indexed=True),
    text("title", "Academic or honorific title"),
    text("given_name", "First name or names"),
    text("middle_name", "Middle names"),
    text("family_name", "Family name", indexed=True),
    text("name_suffix", "Suffix that tells namesakes apart, such as Jr."),
    text("birth_name", "Family name at birth"),
    texts("other_names", "Further names: native script, former, secondary"),
    text("gender", "`female`, `male` or `diverse`"),
    text("birth_date", "Date of birth, ISO 8601; `1971` or `1971-06` where no more is known"),
    text("birth_place", "Place of birth"),
    text("nationality", "ISO 3166 country of citizenship"),
    text("occupation", "What the person works as"),
    text("employer", "Who the person works for"),
    text("organization_name", "Name of the organization, for records of organizations"),
    text("language", "Preferred language, ISO 639"),
    text("street", "Street without house number"),
    text("house_number", "House number with its addition"),
    text("postal_code", "Postal code", indexed=True),
    text("city", "City"),
    text("region", "State or region"),
    text("country", "ISO 3166 country of the address"),
    text("address_text", "Whole address where its parts are not known"),
)
"""What a source may say about who a person is; shared by records and golden records."""

ADDRESS_PARTS = ("street", "house_number", "postal_code", "city", "region", "country", "address_text")
"""Attributes that survive together, from one record, so that no address is made of two."""

PERSON_PARTS = tuple(p.name for p in PERSON_PROPERTIES if p.name not in ADDRESS_PARTS)
"""Attributes that survive one by one."""

NETWORK_PROPERTIES: tuple[Property, ...] = (
    decimal("advocacy", "Advocate score, 0 to 1, of those who brought somebody; docs/networks.md"),
    text("advocacy_parts", "JSON: the parts of the advocate score, each 0 to 1, null where not known"),
    decimal("advocate_potential", "How near a customer who praises is to bringing others, 0 to 1"),
    decimal("advocate_risk", "Risk that an advocate leaves, 0 to 1"),
    integer("accepted_referrals", "People this customer brought, each counted for one referrer"),
    integer("converted_referrals", "Those of them who have ordered"),
    integer("self_referrals", "Times that the customer is said to have brought themselves"),
    integer("reach", "Everybody brought, directly or over others"),
    integer("tree_depth", "Longest chain of referrals below"),
    decimal("downstream_revenue", "Revenue of everybody brought, directly or over others"),
    text("community", "Community of customers who refer each other", indexed=True),
    decimal("bridging", "How evenly the referrals spread over communities, 0 to 1; null for one alone"),
)
"""What the referral network says of a customer; scores of `graph.analytics`."""

_IDENTITY = (
    NodeKind(
        "Customer",
        ("id",),
        (
            text("id", "Stable customer id"),
            flag("anonymous", "True while only cookies or devices are known"),
            integer("record_count", "Source records that resolve to this customer"),
            text("status", "`active`, or `merged` for an alias that resolves to another customer"),
            time("since", "Earliest trace of the customer in any source"),
            time("last_seen", "Latest trace of the customer in any source"),
            text("email", "Golden e-mail address", indexed=True),
            text("phone", "Golden phone number"),
            text(
                "lifecycle_stage",
                "`subscriber`, `lead`, `customer`, `loyal`, `advocate`; `lapsed` after long without an order",
                indexed=True,
            ),
            decimal("revenue", "Sum of order totals, in `revenue_currency`"),
            text("revenue_currency", "ISO 4217 currency of the company, which revenue is summed in"),
            text(
                "revenue_left_out",
                "JSON: by currency without a rate, the sums that `revenue` leaves out",
            ),
            integer("order_count", "Number of orders"),
            time("last_order_at", "Time of the latest order"),
            integer("referral_count", "People this customer is said to have brought"),
            *NETWORK_PROPERTIES,
            text("provenance", "JSON: per golden attribute its source, source_id and time"),
            *PERSON_PROPERTIES,
        ),
        "One real customer, with the golden record",
    ),
    NodeKind(
        "SourceRecord",
        ("source", "source_id"),
        (
            text("source", "Name of the source"),
            text("source_id", "Key of the record in its source"),
            time("observed_at", "When the source stated the current attributes"),
            time("recorded_at", "When we learned them"),
            *PERSON_PROPERTIES,
        ),
        "A person's row in one source, or an anonymous visitor",
    ),
    NodeKind(
        "IdentityRun",
        ("id",),
        (
            text("id", "Run id"),
            time("started_at", "Start of the run"),
            time("finished_at", "End of the run"),
            text("mode", "`full` or `incremental`"),
            text("engine", "`duckdb` or `spark`"),
            text("model_version", "Version of the trained model"),
            decimal("threshold", "Match probability from which a link is accepted"),
            integer("records", "Source records looked at"),
            integer("pairs", "Pairs scored"),
            integer("links", "Links accepted"),
            integer("customers", "Customers after the run"),
            integer("created", "Customer ids given out"),
            integer("merged", "Customer ids that became aliases"),
            integer("split", "Customers that lost records to new ids"),
            decimal("duration_seconds", "Wall time of the run"),
            text("report", "JSON: counts, durations and differences in detail"),
        ),
        "One identity-resolution batch run",
    ),
    NodeKind(
        "Judgement",
        ("id",),
        (
            text("id", "Judgement id"),
            text("verdict", "`match`, `no_match`, `unsure`, or `unlinked` by an unmerge"),
            text("steward", "Who judged"),
            text("reason", "Why"),
            time("judged_at", "When"),
            time("revoked_at", "When the verdict was taken back; null while it holds"),
        ),
        "A steward's verdict on two records",
    ),
    NodeKind(
        "ReviewCase",
        ("id",),
        (
            text("id", "Case id"),
            text("state", "`open`, `claimed` or `closed`", indexed=True),
            text(
                "kind",
                "Why it is queued: `near_threshold`, `weak_bridge`, `size`, `veto`, `generic_identifier`",
            ),
            decimal("value", "Priority: what depends on the verdict"),
            decimal("probability", "Match probability of the pair; null for an identifier"),
            text("identifier_kind", "Of a generic identifier: its kind"),
            text("identifier_value", "Of a generic identifier: the value that too many people use"),
            integer("people", "Of a generic identifier: how many people use it"),
            text("claimed_by", "Steward who works on it"),
            time("opened_at", "When it came up"),
            time("closed_at", "When it was closed"),
            text(
                "resolution",
                "How it was closed: `judged`, `merged`, `settled`, `confirmed` or `overruled`",
            ),
            text("closed_by", "Steward who closed it; null for a run or a judgement"),
            text("reason", "Why the steward closed it"),
        ),
        "A pair of records, or an identifier that many use, that a steward should look at",
    ),
    NodeKind(
        "Projection",
        ("id",),
        (
            text("id", "Always `journal`"),
            text("journal", "Id of the journal that this graph is the projection of"),
            text("checkpoint", "JSON: per journal table the version up to which the graph holds it"),
            time("updated_at", "Time of the latest checkpoint"),
        ),
        "How far the graph has come; the projector's own node",
        unread="`ckg status` tells what it says",
    ),
    NodeKind(
        "NetworkRun",
        ("id",),
        (
            text("id", "Always `latest`"),
            text("run", "Names the state of the journal and the version that the scores are of"),
            text("version", "Version of the scores' definitions"),
            time("as_of", "Time of the latest event that the scores know"),
            text("report", "JSON: what is said of the whole referral network"),
        ),
        "The latest computation of the referral network's scores",
    ),
    NodeKind(
        "Source",
        ("name",),
        (
            text("name", "Name of the source"),
            text("description", "What the source is"),
            integer("priority", "Rank in survivorship; lower wins"),
            time("last_ingested_at", "Latest ingest from it"),
        ),
        "A system that data comes from",
        unread="records name their source; the node is for questions in the Browser",
    ),
)

_DERIVED = (
    NodeKind(
        "Household",
        ("id",),
        (text("id", "Household id"), integer("size", "Customers in it")),
        "Customers who live together; a relation, never a merge",
    ),
)

_STATED_AT = time("stated_at", "Time of the latest statement about it; an older one only fills gaps")


def _stated(kind: NodeKind) -> NodeKind:
    return replace(kind, properties=(*kind.properties, _STATED_AT))


_STATED = tuple(_stated(kind) for kind in (*IDENTIFIER_NODES, *COMMERCE_NODES, *ENGAGEMENT_NODES))

NODES: tuple[NodeKind, ...] = (*_IDENTITY, *_STATED, *_DERIVED)
