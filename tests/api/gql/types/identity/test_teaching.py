"""Teaching the model over GraphQL: questions, answers, training."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.workspace import Workspace
from graph.identity.judgements import Author, Verdict
from graph.identity.stewards.teaching import REASON, Teaching
from graph.journal import Journal
from graph.progress import silent
from graph.settings import Settings
from graph.store import Store
from tests.api.conftest import Client, running
from tests.support.firms import firms, same
from tests.support.stores import settings_of, wipe

STATE = """enough teaches matches nonMatches unsure threshold thresholdWithout links linksWithout doubt
    corrections { comparison outcome weight weightWithout }
    question { left right weight probability pairs }"""
TEACHING = f"{{ teaching {{ {STATE} }} }}"
ANSWER = f"""mutation($left: String!, $right: String!, $verdict: Verdict!) {{
    answerQuestion(left: $left, right: $right, verdict: $verdict, steward: "ana") {{
        judgement {{ id verdict steward reason }} teaching {{ {STATE} }} }} }}"""
REVOKE = """mutation($id: ID!) { revokeJudgement(id: $id, steward: "ana", reason: "slip") { runId } }"""
TRAIN = "mutation { trainModel { runId answers agreed agreedWithout alert } }"


@pytest.fixture(scope="module")
def steward(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of a server that lets stewards work, on two guides of restaurants."""
    home = tmp_path_factory.mktemp("home")
    store = wipe(embedded_session)
    firms(home)
    settings = settings_of(store.endpoint, home)
    Workspace(settings).project(store, silent)
    with running(settings.model_copy(update={"stewardship": True})) as client:
        yield client


def test_a_steward_is_asked_answers_and_trains(steward: Client) -> None:
    before = state = steward.ask(TEACHING)["teaching"]
    assert not before["enough"]
    assert before["question"]["pairs"] >= 1

    wrong = steward.ask(ANSWER, **_pair(state), verdict="UNSURE")["answerQuestion"]
    assert wrong["judgement"]["reason"] == "asked by ckg train"
    assert wrong["teaching"]["unsure"] == 1
    steward.ask(REVOKE, id=wrong["judgement"]["id"])
    assert steward.ask(TEACHING)["teaching"] == before

    _answered(steward.app.state.settings, 11)
    state = steward.ask(TEACHING)["teaching"]
    verdict = "MATCH" if same((state["question"]["left"], state["question"]["right"])) else "NO_MATCH"
    state = steward.ask(ANSWER, **_pair(state), verdict=verdict)["answerQuestion"]["teaching"]
    trained = steward.ask(TRAIN)["trainModel"]

    assert state["teaches"]
    assert state["links"] > state["linksWithout"]
    assert trained["answers"] == 12
    assert trained["agreed"] > trained["agreedWithout"]
    size = steward.ask("""{ how(customer: "guide:2") { records } }""")["how"]["records"]
    assert size == ["guide:2", "map:2"]


def _answered(settings: Settings, count: int) -> None:
    """Answers as a steward gives them on a terminal, which looks at the pairs once for all of them."""
    teaching = Teaching(Journal.open(settings), settings)
    for _ in range(count):
        question = teaching.lesson().question
        assert question is not None
        pair = question.record_l, question.record_r
        teaching.answer(pair, Verdict.MATCH if same(pair) else Verdict.NO_MATCH, Author("ana", REASON))


def _pair(state: dict[str, dict[str, str]]) -> dict[str, str]:
    return {"left": state["question"]["left"], "right": state["question"]["right"]}


def test_an_answer_must_be_about_known_records_and_be_one(steward: Client) -> None:
    pair = {"left": "guide:1", "right": "guide:999"}
    assert steward.codes(ANSWER, **pair, verdict="MATCH") == ["NOT_FOUND"]
    assert steward.codes(ANSWER, **pair | {"right": "guide:3"}, verdict="UNLINKED") == ["BAD_USER_INPUT"]


def test_nobody_teaches_where_stewardship_is_off(embedded_session: Store, tmp_path: Path) -> None:
    with running(settings_of(embedded_session.endpoint, tmp_path)) as client:
        assert client.codes(TRAIN) == ["FORBIDDEN"]
        assert client.codes(ANSWER, left="a:1", right="a:2", verdict="MATCH") == ["FORBIDDEN"]
