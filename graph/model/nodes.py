"""Node kinds: customers, source records and how both came to be; what is derived; all kinds together."""

from dataclasses import replace

from graph.model.activity import COMMERCE_NODES, ENGAGEMENT_NODES
from graph.model.identifiers import IDENTIFIER_NODES
from graph.model.personal import Personal
from graph.model.types import NodeKind, Property, decimal, flag, integer, money, text, texts, time

PERSON_PROPERTIES: tuple[Property, ...] = (
    text("entity_type", "`person` or `organization`", Personal.NOT),
    text("full_name", "Name as one string", Personal.NAME, indexed=True),
    text("title", "Academic or honorific title", Personal.NOT),
    text("given_name", "First name or names", Personal.NAME),
    text("middle_name", "Middle names", Personal.NAME),
    text("family_name", "Family name", Personal.NAME, indexed=True),
    text("name_suffix", "Suffix that tells namesakes apart, such as Jr.", Personal.NOT),
    text("birth_name", "Family name at birth", Personal.NAME),
    texts("other_names", "Further names: native script, former, secondary", Personal.NAME),
    text("gender", "`female`, `male` or `diverse`", Personal.NOT),
    text(
        "birth_date",
        "Date of birth, ISO 8601; `1971` or `1971-06` where no more is known",
        Personal.BIRTH_DATE,
    ),
    text("birth_place", "Place of birth", Personal.ADDRESS),
    text("nationality", "ISO 3166 country of citizenship", Personal.NOT),
    text("occupation", "What the person works as", Personal.NOT),
    text("employer", "Who the person works for", Personal.NOT),
    text("organization_name", "Name of the organization, for records of organizations", Personal.NOT),
    text("language", "Preferred language, ISO 639", Personal.NOT),
    text("street", "Street without house number", Personal.ADDRESS),
    text("house_number", "House number with its addition", Personal.ADDRESS),
    text("postal_code", "Postal code", Personal.POSTAL_CODE, indexed=True),
    text("city", "City", Personal.NOT),
    text("region", "State or region", Personal.NOT),
    text("country", "ISO 3166 country of the address", Personal.NOT),
    text("address_text", "Whole address where its parts are not known", Personal.ADDRESS),
)
"""What a source may say about who a person is; shared by records and golden records."""

ADDRESS_PARTS = ("street", "house_number", "postal_code", "city", "region", "country", "address_text")
"""Attributes that survive together, from one record, so that no address is made of two."""

PERSON_PARTS = tuple(p.name for p in PERSON_PROPERTIES if p.name not in ADDRESS_PARTS)
"""Attributes that survive one by one."""

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

NETWORK_PROPERTIES: tuple[Property, ...] = (
    decimal("advocacy", "Advocate score, 0 to 1, of those who brought somebody; docs/networks.md"),
    text(
        "advocacy_parts", "JSON: the parts of the advocate score, 0 to 1, null where not known", Personal.NOT
    ),
    decimal("advocate_potential", "How near a customer who praises is to bringing others, 0 to 1"),
    decimal("advocate_risk", "Risk that an advocate leaves, 0 to 1"),
    integer("accepted_referrals", "People this customer brought, each counted for one referrer"),
    integer("converted_referrals", "Those of them who have ordered"),
    integer("self_referrals", "Times that the customer is said to have brought themselves"),
    integer("reach", "Everybody brought, directly or over others"),
    integer("tree_depth", "Longest chain of referrals below"),
    money("downstream_revenue", "Revenue of everybody brought, directly or over others"),
    text("community", "Community of customers who refer each other", Personal.NOT, indexed=True),
    decimal("bridging", "How evenly the referrals spread over communities, 0 to 1; null for one alone"),
)
"""What the referral network says of a customer; scores of `graph.analytics`."""

VALUE_PROPERTIES: tuple[Property, ...] = (
    integer("rfm_recency", "Score of the days since the last purchase, 1 to 5, 5 the best; docs/insight.md"),
    integer("rfm_frequency", "Score of the number of purchases, 1 to 5"),
    integer("rfm_monetary", "Score of the mean value of a purchase, 1 to 5; null where no amount is known"),
    text(
        "rfm_segment", "What customers of this recency and frequency are called, as `at_risk`", Personal.NOT
    ),
    integer("purchases", "Purchases of the last two years: orders that came to something"),
    money("purchase_value", "Their mean value less credits, in `revenue_currency`"),
    money("clv", "Value expected in the next twelve months, discounted, in `revenue_currency`"),
    money("clv_low", "10th percentile of that value"),
    money("clv_high", "90th percentile of that value"),
    decimal("expected_purchases", "Days with purchases that are expected in the next twelve months"),
    decimal("alive_probability", "Probability that somebody who bought is a customer still, 0 to 1"),
)
"""What customers are worth; scores of `graph.analytics.value`."""

CHURN_PROPERTIES: tuple[Property, ...] = (
    time(
        "churned_at",
        "When somebody left: no renewal, or no purchase for the horizon; docs/insight.md",
    ),
    text("churn_by", "What leaving is told by: `contract` or `purchases`", Personal.NOT),
    integer("churn_horizon_days", "Within how many days the probability is of leaving"),
    decimal("churn_probability", "Probability of leaving within the horizon, 0 to 1; 1 once notice is given"),
    text("churn_reasons", "JSON: the strongest reasons, with what each adds to the log-odds", Personal.NOT),
    money("value_at_risk", "That probability times the value of twelve months, in `revenue_currency`"),
)
"""Who has left, and who is likely to; scores of `graph.analytics.churn`."""

LIFECYCLE_PROPERTIES: tuple[Property, ...] = (
    text(
        "stage",
        "How far a customer came: `subscriber`, `lead`, `customer`, `loyal`, `advocate`; docs/insight.md",
        Personal.NOT,
    ),
    time("stage_since", "When that was"),
    text("stage_steps", "JSON: the stages reached, each with its time and cause", Personal.NOT),
    text(
        "activity",
        "Of those who bought: `new`, `returning`, `resurrected`, `dormant` or `lapsed`",
        Personal.NOT,
    ),
    time("activity_since", "Since when that is so"),
)
"""How far customers came, and whether they are active; scores of `graph.analytics.lifecycle`."""

SCORE_PROPERTIES: tuple[Property, ...] = (
    *NETWORK_PROPERTIES,
    *VALUE_PROPERTIES,
    *CHURN_PROPERTIES,
    *LIFECYCLE_PROPERTIES,
)
"""What is worked out of customers beside each other, and written by `graph.analytics`."""

_TRAITS = text(
    "traits", "JSON: per trait its type, value and source; each is a property `trait_…`, too", Personal.WORDS
)

_IDENTITY = (
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
                "`stage` and `activity` in one word, by orders alone: an advocate, else `lapsed` after long"
                " without an order, else the stage; a contract makes no customer here",
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
    NodeKind(
        "IdentityRun",
        ("id",),
        (
            text("id", "Run id", Personal.NOT),
            time("started_at", "Start of the run"),
            time("finished_at", "End of the run"),
            text("mode", "`full` or `incremental`", Personal.NOT),
            text("engine", "`duckdb` or `spark`", Personal.NOT),
            text("model_version", "Version of the trained model", Personal.NOT),
            decimal("threshold", "Match probability from which a link is accepted"),
            integer("records", "Source records looked at"),
            integer("pairs", "Pairs scored"),
            integer("links", "Links accepted"),
            integer("customers", "Customers after the run"),
            integer("created", "Customer ids given out"),
            integer("merged", "Customer ids that became aliases"),
            integer("split", "Customers that lost records to new ids"),
            decimal("duration_seconds", "Wall time of the run"),
            text("report", "JSON: counts, durations and differences in detail", Personal.NOT),
        ),
        "One identity-resolution batch run",
    ),
    NodeKind(
        "Judgement",
        ("id",),
        (
            text("id", "Judgement id", Personal.NOT),
            text("verdict", "`match`, `no_match`, `unsure`, or `unlinked` by an unmerge", Personal.NOT),
            text("steward", "Who judged", Personal.NOT),
            text("reason", "Why", Personal.WORDS),
            time("judged_at", "When"),
            time("revoked_at", "When the verdict was taken back; null while it holds"),
        ),
        "A steward's verdict on two records",
    ),
    NodeKind(
        "ReviewCase",
        ("id",),
        (
            text("id", "Case id", Personal.NOT),
            text("state", "`open`, `claimed` or `closed`", Personal.NOT, indexed=True),
            text(
                "kind",
                "Why it is queued: `near_threshold`, `weak_bridge`, `size`, `veto`, `generic_identifier`",
                Personal.NOT,
            ),
            decimal("value", "Priority: what depends on the verdict"),
            decimal("probability", "Match probability of the pair; null for an identifier"),
            text("identifier_kind", "Of a generic identifier: its kind", Personal.NOT),
            text(
                "identifier_value",
                "Of a generic identifier: the value that too many people use",
                Personal.WORDS,
            ),
            integer("people", "Of a generic identifier: how many people use it"),
            text("claimed_by", "Steward who works on it", Personal.NOT),
            time("opened_at", "When it came up"),
            time("closed_at", "When it was closed"),
            text(
                "resolution",
                "How it was closed: `judged`, `merged`, `settled`, `confirmed` or `overruled`",
                Personal.NOT,
            ),
            text("closed_by", "Steward who closed it; null for a run or a judgement", Personal.NOT),
            text("reason", "Why the steward closed it", Personal.WORDS),
        ),
        "A pair of records, or an identifier that many use, that a steward should look at",
    ),
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

_STATED_AT = time("stated_at", "Time of the latest statement about it; an older one only fills gaps")


def _stated(kind: NodeKind) -> NodeKind:
    return replace(kind, properties=(*kind.properties, _STATED_AT))


_STATED = tuple(_stated(kind) for kind in (*IDENTIFIER_NODES, *COMMERCE_NODES, *ENGAGEMENT_NODES))

NODES: tuple[NodeKind, ...] = (*_IDENTITY, *_STATED, *_DERIVED)
