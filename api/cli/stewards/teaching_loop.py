"""`ckg train --interactive`: one pair after the other, and what each answer changed."""

from __future__ import annotations

from api.cli.stewards.review_view import sheet
from api.cli.terminal.console import err, out, print_error
from api.cli.terminal.prompts import ask
from graph.errors import CkgError
from graph.identity.stewards.sheet import side_by_side
from graph.identity.stewards.teaching import (
    FEWEST,
    REASON,
    Author,
    Correction,
    Judgement,
    Lesson,
    Pair,
    Question,
    Teaching,
    Verdict,
)
from graph.journal import Journal
from graph.settings import Settings

_ANSWERS = {"y": Verdict.MATCH, "n": Verdict.NO_MATCH, "u": Verdict.UNSURE}
_MOVED, _SHOWN = 0.25, 3
"""Bits by which a level must have moved to be told, and how many are."""


class TeachingLoop:
    """One steward at a terminal. Answers are stored one by one: whatever ends the loop, none is lost."""

    def __init__(self, settings: Settings, steward: str) -> None:
        self._settings = settings
        self._journal = Journal.open(settings)
        self._author = Author(steward, REASON)
        with err.status("looking at what the last run scored"):
            self._teaching = Teaching(self._journal, settings)
        self._skipped: set[Pair] = set()
        self._given: list[Judgement] = []
        self._goes_on = False

    def run(self) -> bool:
        """Ask until enough is known or the steward has had enough; whether to train with the answers now."""
        lesson = self._teaching.lesson()
        out.print(_standing(lesson))
        while question := lesson.question:
            if lesson.enough and not self._goes_on:
                if not self._asked_to_go_on(lesson):
                    break
                self._goes_on = True
            if not self._look_at(question):
                break
            lesson = self._tell(lesson)
        else:
            out.print("there is nothing left to ask")
        return self._asked_to_train(lesson)

    def _asked_to_go_on(self, lesson: Lesson) -> bool:
        out.print(f"further answers would hardly change anything: {_doubt(lesson)}")
        return ask("[g]o on all the same, [s]top") == "g"

    def _asked_to_train(self, lesson: Lesson) -> bool:
        if not lesson.teaches:
            out.print(f"{lesson.answers} answers kept; a model learns from {FEWEST} on that are yes or no")
            return False
        return ask("[t]rain with the answers now, [q]uit: `ckg resolve --full` does later") == "t"

    def _look_at(self, question: Question) -> bool:
        """One pair; false when the steward quits."""
        pair = question.record_l, question.record_r
        found = side_by_side(self._journal, self._settings, pair)
        alike = "1 pair looks" if question.pairs == 1 else f"{question.pairs:,} pairs look"
        out.print(f"\n{alike} like this one", style="dim")
        out.print(sheet(pair, found.rows))
        back = ["[b]ack: take the last answer back"] if self._given else []
        menu = ", ".join(["one and the same? [y]es", "[n]o", "[u]nsure", "[s]kip", *back, "[q]uit"])
        while True:
            key = ask(menu)
            if key in _ANSWERS and self._answer(pair, _ANSWERS[key]):
                return True
            if key == "s":
                self._skipped.add(pair)
                return True
            if key == "b" and self._given:
                self._teaching.take_back(self._given.pop().id, self._author)
                return True
            if key in ("q", "\x04"):
                return False

    def _answer(self, pair: Pair, verdict: Verdict) -> bool:
        """Whether it was stored: not against judgements in force."""
        try:
            self._given.append(self._teaching.answer(pair, verdict, self._author))
        except CkgError as error:
            print_error(error, as_json=False)
            return False
        return True

    def _tell(self, before: Lesson) -> Lesson:
        lesson = self._teaching.lesson(self._skipped)
        out.print(_standing(lesson))
        if change := lesson.links - before.links:
            out.print(f"  {change:+,} pairs link")
        for correction in _moved(before, lesson)[:_SHOWN]:
            out.print(f"  {_told(correction)}", markup=False)
        return lesson


def _standing(lesson: Lesson) -> str:
    return (
        f"{lesson.matches} yes, {lesson.non_matches} no, {lesson.unsure} unsure; a link counts from"
        f" {lesson.threshold:.1f} bits ({lesson.threshold_without:.1f} without answers),"
        f" {lesson.links:,} pairs link ({lesson.links_without:,}); {_doubt(lesson)}"
    )


def _doubt(lesson: Lesson) -> str:
    return f"answers could put about {lesson.doubt:.1f} pairs right"


def _moved(before: Lesson, after: Lesson) -> list[Correction]:
    """The levels that the last answer moved, the furthest first."""
    known = {(c.comparison, c.outcome): c.weight for c in before.corrections}

    def move(found: Correction) -> float:
        return abs(found.weight - known.get((found.comparison, found.outcome), found.weight_without))

    return sorted((c for c in after.corrections if move(c) >= _MOVED), key=move, reverse=True)


def _told(found: Correction) -> str:
    name = found.comparison.replace("_", " ")
    return f"{name}, {found.outcome}: {found.weight:+.1f} bits ({found.weight_without:+.1f} without answers)"
