"""Node kinds of the model, by the part of a customer's life that they tell of."""

from dataclasses import replace

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
            decimal("revenue", "Sum of order totals, in the currency of the company"),
            integer("order_count", "Number of orders"),
            time("last_order_at", "Time of the latest order"),
            decimal(
                "advocacy", "Advocate score, 0 to 1; PageRank over referrals with survey promoters weighted"
            ),
            integer("referral_count", "People this customer brought"),
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
    ),
)

_IDENTIFIERS = (
    NodeKind(
        "Email",
        ("value",),
        (
            text("value", "Address in lower case, with Unicode domain normalised"),
            text("domain", "Part behind the @", indexed=True),
            flag("shared", "Used by too many people to link"),
        ),
        "E-mail address",
    ),
    NodeKind(
        "Phone",
        ("value",),
        (
            text("value", "E.164 number"),
            text("country", "ISO 3166 country of the number"),
            text("line", "`mobile`, `fixed` or `other`"),
            flag("shared", "Used by too many people to link"),
        ),
        "Phone number",
    ),
    NodeKind(
        "Device",
        ("value",),
        (
            text("value", "Device id"),
            text("device_type", "`phone`, `tablet`, `desktop`, `tv` or `other`"),
            text("platform", "Operating system"),
            text("model", "Make and model"),
            flag("shared", "Used by too many people to link"),
        ),
        "Phone, tablet or computer that a person uses",
    ),
    NodeKind(
        "Cookie",
        ("value",),
        (
            text("value", "Cookie id, prefixed with its domain"),
            text("domain", "Site that set it"),
            text("user_agent", "Browser family"),
            flag("shared", "Used by too many people to link"),
        ),
        "Browser cookie",
    ),
    NodeKind(
        "SocialHandle",
        ("value",),
        (
            text("value", "`network:name` in lower case"),
            text("network", "Social network", indexed=True),
            text("name", "Handle without @"),
            text("url", "Profile address"),
            integer("followers", "Followers when last seen"),
            flag("shared", "Used by too many people to link"),
        ),
        "Name in a social network",
    ),
    NodeKind(
        "Account",
        ("value",),
        (
            text("value", "`realm:number`"),
            text("realm", "System that the account belongs to", indexed=True),
            text("account_type", "`login`, `customer`, `loyalty` or `app`"),
            text("status", "State in its system"),
            text("tier", "Loyalty level"),
            time("opened_at", "When it was opened"),
            time("closed_at", "When it was closed"),
            decimal("balance", "Points or money on it"),
            flag("shared", "Used by too many people to link"),
        ),
        "Login, customer number, loyalty card or app account",
    ),
    NodeKind(
        "Address",
        ("value",),
        (
            text("value", "Normalised address: parts joined by a bar, lower case"),
            text("street", "Street"),
            text("house_number", "House number"),
            text("postal_code", "Postal code", indexed=True),
            text("city", "City"),
            text("country", "ISO 3166 country"),
            flag("shared", "Used by too many people to link"),
        ),
        "Postal address",
    ),
    NodeKind(
        "Document",
        ("value",),
        (
            text("value", "`type:issuer:number`"),
            text(
                "document_type", "`passport`, `national_id`, `ssn`, `tax_id`, `drivers_license`, `register`"
            ),
            text("issuer", "ISO 3166 country or state"),
            flag("shared", "Used by too many people to link"),
        ),
        "Number of an official document",
    ),
)

_COMMERCE = (
    NodeKind(
        "Product",
        ("id",),
        (
            text("id", "Article number"),
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
            decimal("total", "Total with tax"),
            text("currency", "ISO 4217 currency"),
            text("channel", "Where it was placed"),
        ),
        "An order with its lines as CONTAINS edges",
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
    ),
)

_ENGAGEMENT = (
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
    ),
    NodeKind(
        "Campaign",
        ("id",),
        (
            text("id", "Campaign id"),
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

_DERIVED = (
    NodeKind(
        "Segment",
        ("id",),
        (text("id", "Segment id"), text("name", "Name"), text("description", "Rule in words")),
        "A group of customers",
    ),
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


_STATED = tuple(_stated(kind) for kind in (*_IDENTIFIERS, *_COMMERCE, *_ENGAGEMENT))

NODES: tuple[NodeKind, ...] = (*_IDENTITY, *_STATED, *_DERIVED)
