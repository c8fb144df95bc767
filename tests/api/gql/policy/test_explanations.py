"""What identity runs know: explanations for stewards name nobody to those who may not see it."""

import json
from collections.abc import Sequence

import pytest

from tests.api.gql.policy.office import READERS, STEWARDS, Office
from tests.api.gql.policy.reach import KNOWN, OBJECTS, WAYS
from tests.api.gql.policy.walk import at_the_end, leaves, operation
from tests.support.people import FAMILY, GIVEN, STREETS

NAMES = [name.lower() for name in (*GIVEN, *FAMILY, *STREETS, "221123", "Nordring", "5000")]
EMPTY = {"ResolutionCandidate", "IngestQuality", "TeachingCorrection"}
"""Types of which there is nothing to tell here: candidates are found by personal values alone, nothing was
read from files, and no answer was given."""

TELLING_TYPES = {"Finding", "Merge", "IdentifierUser", "SharedIdentifier", "Rejection"}
"""Types that name people to those who may see it."""
EXPLAINED = {
    root: [name for name in sorted(KNOWN.keys() - WAYS.keys()) if KNOWN[name][0].partition("(")[0] == root]
    for root in sorted({KNOWN[name][0].partition("(")[0] for name in KNOWN.keys() - WAYS.keys()})
}
"""By field of the query the types that it leads to first."""


def together(types: Sequence[str]) -> str:
    """One operation that goes the ways to several types, which begin with the same field: what this tells is
    worked out once."""
    ways = (operation(KNOWN[name], leaves(OBJECTS[name])) for name in types)
    return f"{{{' '.join(each.removeprefix('{').removesuffix('}') for each in ways)}}}"


@pytest.mark.parametrize("root", EXPLAINED)
def test_explanations_name_nobody(stewards: Office, root: str) -> None:
    found = {role: stewards.ask(role, together(EXPLAINED[root])) for role in READERS}

    for role in READERS:
        if root != "resolveRecord" and role not in STEWARDS:
            assert found[role]["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        else:
            assert "errors" not in found[role], found[role]["errors"]
    assert not [name for name in NAMES if name in json.dumps(found["steward"], ensure_ascii=False).lower()]
    for type_name in EXPLAINED[root]:
        objects = list(at_the_end(found["steward+pii"]["data"], KNOWN[type_name]))
        own = [{name: each[name] for name in leaves(OBJECTS[type_name])} for each in objects]
        told = json.dumps(own, ensure_ascii=False).lower()
        assert objects or type_name in EMPTY, type_name
        assert type_name not in TELLING_TYPES or [name for name in NAMES if name in told], type_name


def test_wrong_variables_open_nothing(stewards: Office) -> None:
    query = 'query($left: String!) {why(left: $left, right: "shop:2") {together}}'

    assert stewards.codes("steward+pii", query, left="crm:2") == set()  # known by now
    assert stewards.codes("read+pii", query, left=["crm:2"])
    assert stewards.codes("read+pii", query, left="crm:2") == {"FORBIDDEN"}


def test_whoever_acts_is_who_calls(stewards: Office) -> None:
    judge = """mutation {judge(left: "crm:12", right: "shop:%s", verdict: UNSURE, reason: "x"%s) {
        judgements {steward left right} moves {record} pending}}"""

    assert stewards.codes("read+pii", judge % ("13", "")) == {"FORBIDDEN"}
    assert stewards.codes("steward", judge % ("13", ', steward: "ana"')) == {"FORBIDDEN"}
    [own] = stewards.ask("steward", judge % ("13", ""))["data"]["judge"]["judgements"]
    [acted] = stewards.ask("admin", judge % ("14", ', steward: "ana"'))["data"]["judge"]["judgements"]
    assert (own["steward"], acted["steward"]) == ("steward", "ana")
