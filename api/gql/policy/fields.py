"""Every field of the schema classified: which role may have it, and what its mask hides. A test fails for one
that is missing here.

Fields that mirror a property of the model follow the model's declaration and are not listed.
"""

from collections.abc import Mapping

from strawberry.utils.str_converters import to_camel_case

from api.gql.kinds.names import MADE
from api.gql.policy.generated import kind_of_field
from api.gql.policy.mask import Group, GroupMask, Mask, NodeId, OutlineMask, TraitMask, TypedMask
from graph.model.personal import Personal
from graph.policy.masks import kind_of_property
from graph.policy.principals import Role

MIRRORED: Mapping[str, str] = {"Person": "SourceRecord", "GoldenRecord": "Customer"}
"""Types that mirror a node kind of another name."""

ROLES: Mapping[str, Mapping[Role, str]] = {
    "Query": {
        Role.STEWARD: "why whyNot how reviewQueue teaching quarantine sourceQuality",
        Role.ADMIN: "erasures",
    },
    "SourceRecord": {Role.STEWARD: "matches"},
    "Mutation": {
        Role.STEWARD: "claimCase releaseCase decideCase confirmCase overruleCase reopenCase judge"
        " revokeJudgement unmerge answerQuestion trainModel",
        Role.ADMIN: "eraseCustomer",
    },
}
"""Fields that need another role than READ."""

_PEOPLE = ["Advocate", "RankedCustomer", "Referral", "TreeCustomer"]
_LISTED = (
    *_PEOPLE,
    *["ConsentState", "Erasure", "Identifier", "IdentifierUser", "ReferralClaim", "ReviewCase"],
)
"""What lists are of that are made by hand; those of customers tell of how many people they are."""

SHOWN: Mapping[str, str] = {
    **{f"{name}Connection": "edges nodes pageInfo totalCount" for name in _LISTED},
    **{f"{name}Edge": "cursor node" for name in _LISTED},
    "Query": "customer node nodes advocates referralNetwork path identityRuns resolveRecord referralTree"
    " potentialAdvocates advocatesAtRisk communityMembers networkRun search paths neighbourhood"
    " connectedBy journey goldenRecord segments insightRun",
    "Advocate": "customer referrals revenue reach treeDepth",
    "AdvocacyPart": "name value weight",
    "Amount": "name count",
    "CampaignSeeds": "probability spread low high bound samples beside customers",
    "Cascade": "size depth width structuralVirality customer",
    "ConsentState": "purpose channel granted since source disputed",
    "ConversionTime": "by name",
    "ChurnModel": "by horizonDays measuredOn lacks learnedFrom people left auc brier brierAlike",
    "ChurnReason": "name value contribution",
    "Community": "id",
    "Customer": "formerIds segments traits provenance churnReasons stageSteps revenueLeftOut identifiers"
    " consents referrals",
    "CustomerChange": "kind customerId askedId others at customer",
    "CustomerErasure": "requestId customers identifiers rows touched",
    "CustomerPath": "length steps customers",
    # its picture shows ids alone
    "CustomerTree": "rootId complete reach size depth width structuralVirality selfReferrals revenueCurrency"
    " medianDaysToConversion levels customers claims influence svg",
    "CustomerReport": "customerId merges weakest bridge cut",
    # its reason is refused where it holds anything of the person
    "Erasure": "requestId erasedAt by reason rows purgedAt remains signed",
    "EvidenceLink": "tiers weight",
    "Finding": "kind weight",
    "FunnelStep": "before after",
    "GoldenRecord": "customerId traits provenance",
    "Identifier": "kind firstSeen lastSeen shared",
    "IdentifierUser": "customer",
    "InsightRun": "run version asOf buyers inWindow windowDays withoutAmount recencyBy frequencyBy monetaryBy"
    " lifetime lifetimeLacks churn lifecycle offers",
    "LifecycleCount": "day axis name",
    "LifecycleRun": "stepDays steps history",
    "LifetimeModel": "model r alpha a b logLikelihood repeaters spending correlation",
    "IngestQuality": "ingestId at entries rejections validity",
    "Journey": "customerId sessions steps interests",
    "JourneyInterest": "thingId score at count firstSeen lastSeen",
    "JourneyStep": "at kind name seconds interests",
    "JourneyStepConnection": "nodes pageInfo totalCount",
    "KFactor": "by name mature",
    "MeasuredQuality": "runId at records score completeness validity freshness consistency rejections",
    "Member": "customerId customer",
    "MembersChange": "entered left at",
    "Merge": "link leftSize rightSize",
    "Money": "amount currency",
    "Move": "before after",
    "NetworkRun": "accepted claims standings cascades meanCascadeSize meanStructuralVirality largestCascades"
    " communitiesCount modularity stability kFactors conversion communities bridges campaignSeeds"
    " communitiesSvg",
    "OfferBasis": "basis",
    **{label: " ".join(to_camel_case(each.name) for each in made) for label, made in MADE.items()},
    "OfferHits": "name share ndcg",
    "OfferModel": "model lacks compared byBasis",
    "PageInfo": "hasNextPage hasPreviousPage startCursor endCursor",
    "PairReport": "leftCustomer rightCustomer together weight probability threshold findings waterfall",
    "Connection": "kind identifierKind shared at forward",
    "Neighbour": "distance customer",
    "Neighbourhood": "nodes steps complete",
    "PathStep": "kind fromId toId identifierKind forward",
    "Provenance": "attribute source at",
    "Quarantine": "rejections counts days",
    "QuarantineDay": "day refused released open",
    "QuarantineGroup": "values count rows firstAt lastAt",
    "RankedCustomer": "value customer",
    "RankingSpread": "ranking spread",
    "RecordResolution": "runId probability stored candidates customer",
    "Referral": "customer depth viaId at channel campaign revenue",
    "ReferralClaim": "byId id at channel standing",
    "NetworkReferral": "fromId toId at channel revenue",
    "ReferralNetwork": "nodes edges complete",
    "ReferralNode": "customer distance",
    "Rejection": "id source file line field reason ingestId recordedAt",
    "RejectionConnection": "nodes pageInfo totalCount",
    "ResolutionCandidate": "source customerId weight probability rules veto judgement accepted",
    "ReviewCase": "identifier leftCustomer rightCustomer",
    "RunProgress": "state startedAt step done total",
    "SearchHit": "score customer",
    "Segment": "name description",
    "Session": "source startedAt endedAt seconds stepCount interests counts steps",
    "SessionConnection": "nodes pageInfo totalCount",
    "SharedIdentifier": "kind people users",
    "SourceQuality": "source records score completeness validity freshness consistency rejections"
    " trend history",
    "SourceRecord": "identifiers customer traits",
    "StageStep": "stage at cause",
    "StandingCount": "standing statements",
    "Subscription": "customerChanged membersChanged runProgress",
    "StepCount": "kind count",
    "StewardshipOutcome": "judgements runId pending moves case",
    "Teaching": "matches nonMatches unsure thresholdWithout threshold linksWithout links doubt enough teaches"
    " corrections question",
    "TeachingAnswer": "judgement teaching",
    "TeachingCorrection": "comparison outcome weightWithout weight",
    "TeachingQuestion": "weight probability pairs",
    "Training": "runId answers agreedWithout agreed alert",
    "TraitValue": "name type personal source at",
    "TreeCustomer": "byId level at channel campaign convertedAt revenue customer",
    "TreeLevel": "level customers converted revenue revenueLeftOut",
    "WaterfallStep": "name outcome weight start end",
}
"""Fields whose value is nobody's secret, or an object with fields of its own."""

_KEY, _NAME, _BIRTH_DATE = TypedMask(Personal.KEY), TypedMask(Personal.NAME), TypedMask(Personal.BIRTH_DATE)
_ENDS: Mapping[str, Mask] = {"left": _KEY, "right": _KEY}

MASKED: Mapping[str, Mapping[str, Mask]] = {
    **{f"{name}Connection": {"totalCount": Group()} for name in _PEOPLE},
    "Community": {"size": Group(), "ties": GroupMask("size")},
    "ConsentState": {"sourceId": _KEY},
    "ConversionTime": {
        **dict.fromkeys(("accepted", "converted"), Group()),
        **dict.fromkeys(("medianDays", "p90Days"), GroupMask("converted")),
    },
    "CustomerErasure": {"records": _KEY},
    "CustomerReport": {"records": _KEY, "cutOff": _KEY, "loose": _KEY},
    "EvidenceLink": _ENDS,
    "Finding": {"text": OutlineMask()},
    "FunnelStep": {
        **dict.fromkeys(("reached", "mature", "moved"), Group()),
        **dict.fromkeys(("share", "medianDays"), GroupMask("moved")),
    },
    "Identifier": {"value": TypedMask(of="kind")},
    "IdentifierUser": {"record": _KEY, "name": _NAME, "birthDate": _BIRTH_DATE},
    "Judgement": _ENDS,
    # addresses of pages hold what somebody typed
    "JourneyStep": {"record": _KEY, "page": TypedMask(), "thingId": _KEY},
    "KFactor": {
        "customers": Group(),
        **dict.fromkeys(
            ("invitations", "brought", "k", "amplification", "cycleDays"), GroupMask("customers")
        ),
    },
    "LifecycleCount": {"customers": GroupMask("told")},
    "MembersChange": {"count": Group()},
    "Merge": {"evidence": OutlineMask()},
    "Move": {"record": _KEY},
    "OfferBasis": {"offers": GroupMask("customers"), "customers": Group()},
    "OfferModel": {
        "customers": Group(),
        **{name: GroupMask(f"{name}_told") for name in ("offered", "forbidden", "paused")},
    },
    "PairReport": {**_ENDS, "waterfallSvg": _KEY},
    "Connection": {"identifierValue": TypedMask(of="identifier_kind"), "thingId": _KEY},
    "PathStep": {"identifierValue": TypedMask(of="identifier_kind")},
    "Provenance": {"value": TypedMask(of="attribute"), "sourceId": _KEY},
    "Referral": {"code": _KEY},
    "Rejection": {"about": _KEY, "value": TypedMask(), "row": TypedMask()},
    "ResolutionCandidate": {"sourceId": _KEY},
    "ReviewCase": _ENDS,
    "TreeCustomer": {"code": _KEY},
    "Session": {"record": _KEY, "pages": TypedMask()},
    "SharedIdentifier": {"value": TypedMask(of="kind")},
    "TeachingQuestion": _ENDS,
    "TraitValue": {"sourceId": _KEY, **dict.fromkeys(("value", "number", "flag", "time"), TraitMask())},
}
"""Fields whose value has a mask, besides those that mirror a personal property."""


def role_of(type_name: str, field_name: str) -> Role:
    """The role that a field needs."""
    named = ROLES.get(type_name, {})
    return next((role for role, names in named.items() if field_name in names.split()), Role.READ)


def mask_of(type_name: str, field_name: str, property_name: str) -> Mask | None:
    """The mask of a field's value; None where everybody may see it. Raises LookupError for an unknown one.

    `property_name` is what the field is called in Python, and in the model where it mirrors a property.
    """
    listed = MASKED.get(type_name, {}).get(field_name)
    if listed is not None:
        return listed
    if field_name in SHOWN.get(type_name, "").split() or role_of(type_name, field_name) is not Role.READ:
        return None
    if property_name == "node_id":
        return NodeId()
    kind = kind_of_field(type_name, property_name)
    kind = kind_of_property(MIRRORED.get(type_name, type_name), property_name) if kind is None else kind
    if kind is None:
        raise LookupError(f"{type_name}.{field_name} is not classified")
    return None if kind is Personal.NOT else TypedMask(kind)
