"""Every member of the schema is classified, and a test asks for every type."""

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    get_named_type,
)

from api.gql.policy.arguments import (
    ARGUMENTS,
    INPUTS,
    MIRRORED_INPUTS,
    ORDERS,
    VALUES_BY_KIND,
    kind_of_member,
)
from api.gql.policy.fields import MASKED, ROLES, SHOWN, mask_of
from api.gql.policy.generated import CONDITION_TYPES, MEMBERS
from api.gql.policy.masking import python_name
from graph.model.personal import Personal
from tests.api.gql.policy.reach import KNOWN, LISTS, OBJECTS, TYPES, WAYS


def test_every_member_of_the_schema_is_classified() -> None:
    missing: list[str] = []
    for type_name, type_ in OBJECTS.items():
        for name, field in type_.fields.items():
            missing += [f"{type_name}.{name}({each})" for each in field.args if each not in ARGUMENTS]
            try:
                mask_of(type_name, name, python_name(name, field))
            except LookupError:
                missing.append(f"{type_name}.{name}")
    for type_name, type_ in TYPES.items():
        if isinstance(type_, GraphQLInputObjectType):
            if type_name in CONDITION_TYPES:  # classified where they stand
                continue
            known = {*INPUTS.get(type_name, ()), VALUES_BY_KIND.get(type_name, ("", ""))[0]}
            known |= {
                name
                for name, field in type_.fields.items()
                if python_name(name, field) in MEMBERS.get(type_name, ())
            }
            mirrored = type_name in MIRRORED_INPUTS
            missing += [
                f"{type_name}.{name}"
                for name, field in type_.fields.items()
                if name not in known
                and (
                    not mirrored
                    or kind_of_member(type_name, name, python_name(name, field)) is Personal.WORDS
                )
            ]
        elif isinstance(type_, GraphQLEnumType) and type_name in ORDERS:
            missing += [f"{type_name}.{value}" for value in type_.values if value not in ORDERS[type_name]]

    assert missing == []


def test_nothing_is_classified_that_is_gone() -> None:
    listed = [(type_name, name) for type_name, names in SHOWN.items() for name in names.split()]
    listed += [(type_name, name) for type_name, masks in MASKED.items() for name in masks]
    listed += [
        (type_name, name) for type_name, named in ROLES.items() for name in " ".join(named.values()).split()
    ]
    listed += [(type_name, name) for type_name, names in INPUTS.items() for name in names]
    gone = [pair for pair in listed if pair[1] not in getattr(TYPES.get(pair[0]), "fields", ())]

    assert gone == []


def test_orders_by_a_property_are_classified() -> None:
    arguments = {
        get_named_type(argument.type).name
        for type_ in OBJECTS.values()
        for field_name, field in type_.fields.items()
        for name, argument in field.args.items()
        if name in ("orderBy", "orderByEdge") or (name == "by" and field_name == "groups")
    }

    assert arguments <= ORDERS.keys()


def test_all_types_are_reached() -> None:
    outcomes = {
        "StewardshipOutcome",
        "Judgement",
        "Move",
        "Training",
        "TeachingAnswer",
        "CustomerErasure",
    }  # of mutations
    # Of the journal, which has no events here: tests/api/gql/types/test_journeys.py asks for both roles.
    outcomes |= {"Journey", "JourneyStep", "JourneyInterest", "Session", "StepCount"}
    # The same: tests/api/gql/types/test_golden_record.py asks for both roles.
    outcomes |= {"GoldenRecord"}
    # Numbers of the referral network, which is not computed here; who is in it is a customer.
    network = {"CustomerTree", "TreeLevel", "TreeCustomer", "ReferralClaim", "RankedCustomer"}
    network |= {"NetworkRun", "KFactor", "Community", "CampaignSeeds"}
    network |= {"StandingCount", "ConversionTime", "Cascade", "RankingSpread"}
    network |= {name for name in OBJECTS if LISTS.search(name)}

    # Of people who were forgotten: tests/api/test_forgetting.py asks for them.
    outcomes |= {"Erasure", "Amount"}
    # Customers that only those find who may see personal values.
    outcomes |= {"SearchHit"}
    # Names of filters, which tests/api/gql/company/test_segments.py declares.
    outcomes |= {"Segment"}
    # Of subscriptions, which tests/api/gql/live listens to; who is in them is a customer.
    outcomes |= {"CustomerChange", "Member", "MembersChange", "RunProgress"}

    roots = {"Query", "Mutation", "Subscription"}
    assert OBJECTS.keys() - WAYS.keys() - KNOWN.keys() - outcomes - network == roots
