"""Nobody finds, orders or counts by values that they see masked."""

import pytest

from tests.api.gql.policy.office import Office


@pytest.mark.parametrize(
    "query",
    [
        '{customers(filter: {text: "Zor"}) {totalCount}}',
        '{customers(filter: {text: "z."}) {totalCount}}',
        "{customers(orderBy: FULL_NAME) {nodes {id}}}",
        '{customers(filter: {familyName: {startsWith: "Q"}}) {totalCount}}',
        '{customers(filter: {not: {or: [{and: [{email: {gt: "z"}}]}]}}) {totalCount}}',
        '{customers(filter: {emails: {some: {value: {eq: "zoraya.quill@canary.example"}}}}) {totalCount}}',
        '{customers(filter: {otherNames: {includes: "x"}}) {totalCount}}',
        '{orders(filter: {number: {contains: "zor"}}) {nodes {id}}}',
        '{orders(filter: {number: {in: ["1", "zoraya.quill@canary.example"]}}) {nodes {id}}}',
        "{orders(orderBy: NUMBER_DESC) {nodes {id}}}",
        '{customer(id: "customer1") {referred(over: {code: {lt: "z"}}) {totalCount}}}',
        '{customer(id: "customer1") {referred(orderByEdge: CODE) {totalCount}}}',
        '{node(id: "SocialHandle:mastodon:zorayaquill") {nodeId}}',
        '{nodes(ids: ["Product:p1", "SourceRecord:crm:zoraya.quill@canary.example"]) {nodeId}}',
        '{customer(identifier: {kind: EMAIL, value: "zoraya.quill@canary.example"}) {id}}',
        '{customer(identifier: {kind: ADDRESS, value: "quillgasse|7|10999|berlin|de"}) {id}}',
        '{resolveRecord(input: {fullName: "Zoraya"}) {probability}}',
        '{resolveRecord(input: {city: "x", identifiers: [{kind: PHONE, value: "+4930555666777"}]}) {stored}}',
        '{... on Query {...f}} fragment f on Query {customers(filter: {text: "Z"}) {nodes {id}}}',
        '{customer(by: {email: "zoraya.quill@canary.example"}) {id}}',
        '{customer(by: {phone: "030 555666777"}) {id}}',
        '{customer(by: {account: "zq991"}) {id}}',
        '{customer(by: {cookie: "zqck5"}) {id}}',
        '{customer(by: {device: "zqdv6"}) {id}}',
        '{customer(by: {record: "crm:zoraya.quill@canary.example"}) {id}}',
        '{customers(filter: {devices: {some: {value: {eq: "zqdv6"}}}}) {totalCount}}',
        '{node(id: "Cookie:shop.example:zqck5") {nodeId}}',
        '{customer(by: {text: "zq991"}) {id}}',
        '{search(text: "Zoraya") {score}}',
        '{order(id: "shop:zoraya.quill@canary.example") {id}}',
        '{customer(id: "customer1") {identifiers(after: "a cursor of another customer") {totalCount}}}',
        '{customer(id: "customer1") {records {nodes {identifiers(before: "another") {totalCount}}}}}',
        '{customers {nodes {emails(orderBy: DOMAIN, after: "of one whose address is known") {totalCount}}}}',
        '{resolveRecord(input: {familyName: "Ⓠⓤⓘⓛⓛ"}) {probability}}',
        '{customer(by: {record: "crm:zoraya.quill%40canary.example"}) {id}}',
    ],
)
def test_nobody_looks_by_what_is_masked(office: Office, query: str) -> None:
    assert office.codes("read", query) == {"FORBIDDEN"}
    assert "FORBIDDEN" not in office.codes("read+pii", query)
    assert office.codes("read", query) == {"FORBIDDEN"}  # though the server knows the operation by now


def test_variables_are_looked_at(office: Office) -> None:
    query = (
        "query($f: CustomerFilter, $o: CustomerOrder! = ID) {customers(filter: $f, orderBy: $o) {nodes {id}}}"
    )

    assert office.codes("read", query, f={"city": {"eq": "Berlin"}, "email": {"exists": True}}) == set()
    assert office.codes("read", query, f={"text": "Z"}) == {"FORBIDDEN"}
    assert office.codes("read", query, f={"or": [{"orders": {"none": {"number": {"lt": "5"}}}}]}) == {
        "FORBIDDEN"
    }
    assert office.codes("read", query, o="FULL_NAME") == {"FORBIDDEN"}
    assert office.codes("read", query.replace("= ID", "= FULL_NAME")) == {"FORBIDDEN"}


def test_nobody_looks_by_a_personal_trait(office: Office) -> None:
    """The one that is declared is not personal: a condition may be on it, as on no other text."""
    query = "query ($filter: CustomerFilter) {customers(filter: $filter) {nodes {id}}}"
    conditions = (
        {"name": "said", "text": {"startsWith": "Z"}},
        {"name": "unknown", "text": {"startsWith": "Z"}},
    )
    open_, unknown = ({"traits": each} for each in conditions)

    assert office.codes("read", query, filter=open_) == set()
    assert office.codes("read", query, filter={"records": {"some": open_}}) == set()
    assert office.codes("read", query, filter=unknown) == {"BAD_USER_INPUT"}
