"""What stewards' answers teach the model, and what to ask them next."""

from typing import Any

import strawberry
from strawberry import field

from api.gql.types.identity.stewardship import Judgement, judgement
from graph.identity.run import RunResult
from graph.identity.stewards import teaching as graph_teaching
from graph.identity.stewards.teaching import REASON


@strawberry.type(description="A pair that would teach the model most.")
class TeachingQuestion:
    """What to ask a steward."""

    left: str = field(description="Record, source:source_id")
    right: str = field(description="The other record")
    weight: float = field(description="Match weight in bits by the answers so far")
    probability: float = field(description="How likely the two are one person by the answers so far")
    pairs: int = field(description="How many pairs look like this one")


@strawberry.type(description="A level of a comparison whose weight answers changed.")
class TeachingCorrection:
    """What answers changed of the model."""

    comparison: str = field(description="The comparison")
    outcome: str = field(description="The level")
    weight_without: float = field(description="Its weight in bits without answers")
    weight: float = field(description="Its weight in bits with them")


@strawberry.type(description="Where the teaching stands; in force is what the last training learned.")
class Teaching:
    """What the judgements in force teach."""

    matches: int = field(description="Judgements that say one person")
    non_matches: int = field(description="Judgements that say two people")
    unsure: int = field(description="Judgements that were not sure")
    threshold_without: float = field(description="Weight from which a link counts without answers")
    threshold: float = field(description="The same with them")
    links_without: int = field(description="Pairs that the model would link by itself without answers")
    links: int = field(description="The same with them")
    doubt: float = field(description="How many pairs all further answers would put right, as expected")
    enough: bool = field(description="Further answers would hardly change anything")
    teaches: bool = field(description="There are enough answers for a training to learn from")
    corrections: list[TeachingCorrection] = field(description="Levels with another weight, the largest first")
    question: TeachingQuestion | None = field(description="What to ask next; null where nothing is left")


@strawberry.type(description="A stored answer, and where the teaching stands by it.")
class TeachingAnswer:
    """What came of an answer."""

    judgement: Judgement = field(description="The answer as it is kept; `revokeJudgement` takes it back")
    teaching: Teaching = field(description="Where the teaching stands now")


@strawberry.type(description="A training with the answers of stewards; the graph shows it already.")
class Training:
    """What came of a training."""

    run_id: strawberry.ID = field(description="Its identity run")
    answers: int = field(description="Answers that it learned from; 0 where they are too few")
    agreed_without: int = field(description="Answers that the model without them agrees with")
    agreed: int = field(description="Answers that the model agrees with now")
    alert: str | None = field(description="What a person should look at; null if nothing")


def teaching(found: graph_teaching.Lesson) -> Teaching:
    """Where a teaching stands, as GraphQL shows it."""
    asked = found.question
    names = ("matches", "non_matches", "unsure", "threshold_without", "threshold", "links_without", "links")
    return Teaching(
        **_named(found, *names, "doubt", "enough", "teaches"),
        corrections=[
            TeachingCorrection(**_named(c, "comparison", "outcome", "weight_without", "weight"))
            for c in found.corrections
        ],
        question=TeachingQuestion(
            left=asked.record_l, right=asked.record_r, **_named(asked, "weight", "probability", "pairs")
        )
        if asked
        else None,
    )


def teaching_answer(found: graph_teaching.Judgement, lesson: graph_teaching.Lesson) -> TeachingAnswer:
    """An answer as GraphQL shows it."""
    return TeachingAnswer(judgement=judgement(found), teaching=teaching(lesson))


def training(result: RunResult) -> Training:
    """A training as GraphQL shows it."""
    learned = result.report["answers"] or dict.fromkeys(
        ("matches", "non_matches", "agreed_without", "agreed"), 0
    )
    return Training(
        run_id=strawberry.ID(result.run_id),
        answers=learned["matches"] + learned["non_matches"],
        agreed_without=learned["agreed_without"],
        agreed=learned["agreed"],
        alert=result.alert,
    )


def _named(found: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(found, name) for name in names}


__all__ = ["REASON", "Teaching", "TeachingAnswer", "Training", "teaching", "teaching_answer", "training"]
