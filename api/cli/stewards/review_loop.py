"""`ckg review` on a terminal: one case after the other, each claimed while it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from api.cli.stewards.review_view import evidence_of, show_evidence, show_outcome, show_state
from api.cli.terminal.console import err, out, print_error
from api.cli.terminal.prompts import ask, prompt
from api.stewardship import StewardDesk
from graph.errors import CkgError, IdentityError
from graph.identity.stewards.cases import NextCase, ReviewCase, next_case
from graph.identity.stewards.stewardship import Author, Outcome, Stewardship, Verdict
from graph.journal import Journal
from graph.settings import Settings

Act = Callable[[Stewardship, str, Author], Outcome]
"""What a key does to a case."""

_PAIR_KEYS: dict[str, tuple[str, Act]] = {
    "m": ("[m]atch", lambda s, case, author: s.decide(case, Verdict.MATCH, author)),
    "n": ("[n]o match", lambda s, case, author: s.decide(case, Verdict.NO_MATCH, author)),
    "u": ("[u]nsure", lambda s, case, author: s.decide(case, Verdict.UNSURE, author)),
}
_IDENTIFIER_KEYS: dict[str, tuple[str, Act]] = {
    "c": ("[c]onfirm", lambda s, case, author: s.confirm(case, author)),
    "o": ("[o]verrule", lambda s, case, author: s.overrule(case, author)),
}


class ReviewLoop:
    """One steward at a terminal. Whatever ends the loop, no case stays claimed."""

    def __init__(self, settings: Settings, steward: str) -> None:
        self._settings, self._steward = settings, steward
        self._journal = Journal.open(settings)
        self._desk = StewardDesk(settings)
        self._skipped: set[str] = set()
        self._last: Outcome | None = None
        self._decided = 0

    def run(self) -> None:
        """Go through the queue until it is empty or the steward has had enough."""
        while found := next_case(self._journal, self._steward, self._skipped):
            if not self._look_at(found):
                break
        else:
            out.print("the queue is empty" if not self._skipped else "nothing left but what you skipped")
        out.print(f"{self._decided} decided, {len(self._skipped)} skipped")

    def _look_at(self, found: NextCase) -> bool:
        """One case; false when the steward quits."""
        case = found.case
        try:
            claimed = self._desk.claim(case.id, self._steward)
        except CkgError as error:  # somebody else was quicker
            print_error(error, as_json=False)
            self._skipped.add(case.id)
            return True
        decided = False
        try:
            out.print(f"\n{found.waiting} to decide", style="dim")
            show_state(claimed)
            show_evidence(claimed, evidence_of(claimed, self._journal, self._settings))
            decided, goes_on = self._ask(claimed)
            return goes_on
        finally:
            if not decided:
                self._give_back(case)

    def _give_back(self, case: ReviewCase) -> None:
        with suppress(IdentityError):  # closed meanwhile, by what was taken back
            self._desk.release(case.id, self._steward)

    def _ask(self, case: ReviewCase) -> tuple[bool, bool]:
        """Until there is an answer: whether the case is decided, and whether to go on."""
        keys = _IDENTIFIER_KEYS if case.identifier else _PAIR_KEYS
        back = ["[b]ack: revoke the last"] if self._last else []
        menu = ", ".join([*(name for name, _ in keys.values()), "[s]kip", *back, "[q]uit"])
        while True:
            key = ask(menu)
            if key in keys and self._act(case, keys[key][1]):
                return True, True
            if key == "b" and self._last:
                self._take_back(self._last)
                return False, True
            if key == "s":
                self._skipped.add(case.id)
                return False, True
            if key in ("q", "\x04"):
                return False, False

    def _act(self, case: ReviewCase, act: Act) -> bool:
        """Whether it was done: not without a reason, and not against judgements in force."""
        author = self._author()
        if author is None:
            return False
        outcome = self._follow(lambda s: act(s, case.id, author))
        if outcome is None:
            return False
        self._last = outcome
        self._decided += 1
        return True

    def _take_back(self, last: Outcome) -> None:
        author, case = self._author(), last.case
        if author and self._follow(
            lambda s: s.reopen(case.id, author) if case else s.revoke(last.judgements[0].id, author)
        ):
            self._last = None
            self._decided -= 1

    def _follow(self, act: Callable[[Stewardship], Outcome]) -> Outcome | None:
        try:
            with err.status("putting it into effect"):
                outcome = self._desk.act(act)
        except CkgError as error:
            print_error(error, as_json=False)
            return None
        show_outcome(outcome)
        return outcome

    def _author(self) -> Author | None:
        reason = prompt("reason (empty: think again)")
        return Author(self._steward, reason) if reason else None
