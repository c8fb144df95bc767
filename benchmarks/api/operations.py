"""What is asked of both servers, in the words of each, and what makes their answers alike."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.api.data import HUB, STAGES, customer_id, email_of, name_of

Alike = Callable[[Any], Any]


@dataclass(frozen=True)
class Operation:
    """One question; without `theirs` the peer has no such thing."""

    name: str
    ours: str
    theirs: str | None
    variables: Callable[[Random], dict[str, Any]]
    of_ours: Alike = lambda data: data
    of_theirs: Alike = lambda data: data


def operations(customers: int) -> list[Operation]:
    """All operations, on a graph of so many customers."""

    def one(choose: Random) -> dict[str, Any]:
        return {"id": customer_id(choose.randrange(customers))}

    def two(choose: Random) -> dict[str, Any]:
        return {"a": customer_id(choose.randrange(customers)), "b": customer_id(choose.randrange(customers))}

    def stage(choose: Random) -> dict[str, Any]:
        return {"stage": choose.choice(STAGES)}

    return [
        Operation(
            "point read",
            "query ($id: ID!) {customer(id: $id) {id fullName city email}}",
            "query ($id: ID!) {customers(where: {id: {eq: $id}}) {id fullName: full_name city email}}",
            one,
            of_theirs=lambda data: {"customer": data["customers"][0]},
        ),
        Operation(
            "customer with identifiers and orders",
            "query ($id: ID!) {customer(id: $id) {id identifiers {nodes {value}} orders {nodes {id total}}}}",
            """query ($id: ID!) {customers(where: {id: {eq: $id}}) {id records {
              emails {value} orders(limit: 20, sort: [{ordered_at: DESC}, {id: ASC}]) {id total}}}}""",
            one,
            of_ours=_ours_records,
            of_theirs=_records,
        ),
        Operation(
            "two levels of referrals",
            "query ($id: ID!) {customer(id: $id) {id referrals {nodes {customer {id fullName"
            " referrals {nodes {customer {id fullName}}}}}}}}",
            "query ($id: ID!) {customers(where: {id: {eq: $id}}) {id"
            " referred {id fullName: full_name referred {id fullName: full_name}}}}",
            one,
            of_ours=lambda data: _ours_tree(data["customer"]),
            of_theirs=lambda data: _tree(data["customers"][0]),
        ),
        Operation(
            "list of 100 with filter",
            """query ($stage: String) {customers(first: 100, filter: {lifecycleStage: {eq: $stage}}) {
              nodes {id fullName city email revenue}}}""",
            """query ($stage: String) {customers(limit: 100, sort: [{id: ASC}],
              where: {lifecycle_stage: {eq: $stage}}) {id fullName: full_name city email revenue}}""",
            stage,
            of_ours=lambda data: data["customers"]["nodes"],
            of_theirs=lambda data: data["customers"],
        ),
        Operation(
            "count with filter",
            "query ($stage: String) {customers(filter: {lifecycleStage: {eq: $stage}}) {totalCount}}",
            "query ($stage: String) {customersConnection(where: {lifecycle_stage: {eq: $stage}}) {"
            " aggregate {count {nodes}}}}",
            stage,
            of_ours=lambda data: data["customers"]["totalCount"],
            of_theirs=lambda data: data["customersConnection"]["aggregate"]["count"]["nodes"],
        ),
        Operation(
            "sum and average with filter",
            "query ($stage: String) {customers(filter: {lifecycleStage: {eq: $stage}}) {"
            " aggregate {count revenue {sum average min max}}}}",
            "query ($stage: String) {customersConnection(where: {lifecycle_stage: {eq: $stage}}) {"
            " aggregate {count {nodes} node {revenue {sum average min max}}}}}",
            stage,
            of_ours=lambda data: _numbers(**data["customers"]["aggregate"]),
            of_theirs=lambda data: _numbers(
                data["customersConnection"]["aggregate"]["count"]["nodes"],
                data["customersConnection"]["aggregate"]["node"]["revenue"],
            ),
        ),
        Operation(
            "first 50 referrals of a hub",
            "query ($id: ID!) {customer(id: $id) {referrals(first: 50) {"
            "nodes {channel customer {id fullName}}}}}",
            """query ($id: ID!) {customers(where: {id: {eq: $id}}) {
              referredConnection(first: 50, sort: [{edge: {at: ASC}}, {node: {id: ASC}}]) {
                edges {properties {channel} node {id fullName: full_name}}}}}""",
            lambda _: {"id": HUB},
            of_ours=lambda data: [(r["channel"], r["customer"]) for r in _referrals(data["customer"])],
            of_theirs=lambda data: [
                (edge["properties"]["channel"], edge["node"])
                for edge in data["customers"][0]["referredConnection"]["edges"]
            ],
        ),
        Operation(
            "by e-mail",
            "query ($email: String!) {customer(identifier: {kind: EMAIL, value: $email}) {id fullName}}",
            "query ($email: String!) {emails(where: {value: {eq: $email}}) {"
            "records {customer {id fullName: full_name}}}}",
            lambda choose: {"email": email_of(choose.randrange(customers))},
            of_ours=lambda data: data["customer"],
            of_theirs=lambda data: data["emails"][0]["records"][0]["customer"][0],
        ),
        Operation(
            "search by name",
            "query ($name: String!) {search(text: $name, first: 1) {customer {id fullName}}}",
            "query ($name: String!) {customersByName(phrase: $name, first: 1) {"
            "edges {node {id fullName: full_name}}}}",
            lambda choose: {"name": name_of(choose.randrange(customers))},
            of_ours=lambda data: [hit["customer"] for hit in data["search"]],
            of_theirs=lambda data: [edge["node"] for edge in data["customersByName"]["edges"]],
        ),
        Operation(
            "neighbourhood",
            "query ($id: ID!) {neighbourhood(customer: $id, depth: 1, limit: 50) {"
            "nodes {customer {id fullName}} steps {fromId toId}}}",
            None,
            one,
        ),
        Operation(
            "shortest path",
            "query ($a: ID!, $b: ID!) {path(from: $a, to: $b, maxLength: 4) {"
            "length customers {id fullName}}}",
            None,
            two,
        ),
        Operation(
            "referral network of two levels",
            "query ($id: ID!) {referralNetwork(customer: $id, depth: 2) {"
            "nodes {distance customer {id fullName}} edges {fromId toId}}}",
            None,
            one,
        ),
    ]


def _ours_records(data: Any) -> Any:
    customer = data["customer"]
    return {"customer": {**customer, **{name: customer[name]["nodes"] for name in ("identifiers", "orders")}}}


def _records(data: Any) -> Any:
    [found] = data["customers"]
    emails = [email for record in found["records"] for email in record["emails"]]
    orders = [order for record in found["records"] for order in record["orders"]]
    return {"customer": {"id": found["id"], "identifiers": emails, "orders": orders}}


def _numbers(count: int, revenue: dict[str, float]) -> Any:
    return count, {name: round(number, 3) for name, number in revenue.items()}


def _ours_tree(customer: Any) -> Any:
    below = [
        _ours_tree(referral["customer"]) for referral in customer.get("referrals", {"nodes": []})["nodes"]
    ]
    return customer["id"], customer.get("fullName"), sorted(below, key=str)


def _referrals(customer: Any) -> Any:
    return customer.get("referrals", {"nodes": []})["nodes"]


def _tree(customer: Any) -> Any:
    below = [_tree(brought) for brought in customer.get("referred", [])]
    return customer["id"], customer.get("fullName"), sorted(below, key=str)
