"""Why two records are one customer, and why not: every rule, comparison, veto and judgement, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from graph.identity.clusters.limits import mean_weight
from graph.identity.explanation.evidence_reading import with_evidence
from graph.identity.explanation.links import CustomerLink, customer_links, strongest_path
from graph.identity.explanation.pair_evidence import Pair, PairEvidence
from graph.identity.explanation.weights import PairExplanation
from graph.identity.explanation.wording import (
    OutlinedText,
    comparison_words,
    household_words,
    ignored_words,
    link_words,
    note_words,
    rule_words,
    veto_words,
)
from graph.identity.judgements import Judgement, Verdict, check_pair, contradiction, standing
from graph.journal import Journal
from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence.

    `kind`: judgement, rule, comparison, household, blocked, shared, veto, cut, path, threshold, candidate or
    mean. `weight` is in bits, null where the evidence has none.
    """

    kind: str
    text: str
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of a waterfall: `weight` bits that lead from `start` to `end`."""

    name: str
    outcome: str
    weight: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PairReport:
    """Two records, whether they are one customer, and the findings that made it so.

    `weight` (bits), `probability` and `waterfall` are the model's for the pair; null and empty where a record
    has nothing to compare. A link counts from `threshold` bits.
    """

    record_l: str
    record_r: str
    customer_l: str | None
    customer_r: str | None
    weight: float | None
    probability: float | None
    threshold: float
    findings: tuple[Finding, ...]
    waterfall: tuple[Step, ...]

    @property
    def together(self) -> bool:
        """Both are one customer."""
        return self.customer_l is not None and self.customer_l == self.customer_r


def why(journal: Journal, settings: Settings, pair: Pair) -> PairReport:
    """All evidence on two records.

    Raises UnknownRecordError, or MissingRunError where no run has been made.
    """
    return with_evidence(journal, settings, partial(explain_pair, pair))


def why_not(journal: Journal, settings: Settings, pair: Pair) -> PairReport:
    """What keeps two records apart; one finding, of kind path, where nothing does. Raises as `why` does."""
    return with_evidence(journal, settings, partial(_why_not, pair))


def explain_pair(pair: Pair, evidence: PairEvidence) -> PairReport:
    """The same of evidence that is open."""
    case = _open(evidence, pair)
    evidence.prepare(case.pair)
    explained = _explained(evidence, case.pair)
    return _report(case, evidence, explained, (*_ties(evidence, case, explained), *_bars(evidence, case)))


def _why_not(pair: Pair, evidence: PairEvidence) -> PairReport:
    case = _open(evidence, pair)
    together = case.customers[0] is not None and case.customers[0] == case.customers[1]
    groups = tuple(_group(evidence, case, side) for side in (0, 1))
    evidence.prepare(case.pair if together else (*groups[0], *groups[1]))
    explained = _explained(evidence, case.pair)
    found = _path(evidence, case) if together else _obstacles(evidence, case, groups, explained)
    return _report(case, evidence, explained, tuple(found))


@dataclass(frozen=True, slots=True)
class _Case:
    pair: Pair
    customers: tuple[str | None, str | None]
    judgements: Sequence[Judgement]


def _open(evidence: PairEvidence, pair: Pair) -> _Case:
    left, right = check_pair(pair)
    customers = evidence.customer_of(left), evidence.customer_of(right)
    return _Case((left, right), customers, standing(evidence.connection))


def _group(evidence: PairEvidence, case: _Case, side: int) -> list[str]:
    customer = case.customers[side]
    return evidence.members(customer) if customer else [case.pair[side]]


def _explained(evidence: PairEvidence, pair: Pair) -> PairExplanation | None:
    return next(iter(evidence.weights([pair])), None)


def _report(
    case: _Case,
    evidence: PairEvidence,
    explained: PairExplanation | None,
    findings: tuple[Finding, ...],
) -> PairReport:
    return PairReport(
        *case.pair,
        *case.customers,
        weight=explained.weight if explained else None,
        probability=explained.probability if explained else None,
        threshold=evidence.matching.threshold,
        findings=findings,
        waterfall=tuple(waterfall(explained)) if explained else (),
    )


def waterfall(explained: PairExplanation) -> Iterator[Step]:
    """From the prior over every comparison that says something to the pair's weight."""
    parts = [("prior", "two records picked at random", explained.prior)]
    parts += [
        (part.comparison, part.outcome, part.weight)
        for part in explained.evidence
        if part.outcome != "missing"
    ]
    if explained.household:
        parts.append(("household", "two of one household may agree so, too", explained.household))
    total = 0.0
    for name, outcome, weight in parts:
        yield Step(name, outcome, weight, total, total + weight)
        total += weight


def _ties(evidence: PairEvidence, case: _Case, explained: PairExplanation | None) -> Iterator[Finding]:
    """What speaks for one customer, or against it in the model's eyes."""
    for judgement in _judged(case):
        ruled = f"{judgement.steward} ruled {judgement.verdict}"
        yield Finding("judgement", OutlinedText(f"{ruled}: {judgement.reason}", ruled))
    for rule in evidence.rules_fired(case.pair):
        yield Finding("rule", rule_words(rule), rule.weight)
    for part in explained.evidence if explained else ():
        if part.outcome != "missing":
            yield Finding("comparison", comparison_words(part), part.weight)
    yield from _household(explained)
    yield from _path(evidence, case)


def _household(explained: PairExplanation | None) -> Iterator[Finding]:
    """Without it the weights of the comparisons do not add up to the pair's."""
    if explained and (text := household_words(explained)):
        yield Finding("household", text, explained.household)


def _bars(evidence: PairEvidence, case: _Case) -> Iterator[Finding]:
    """What does not count, or forbids."""
    for value in evidence.ignored(case.pair):
        yield Finding(value.why, ignored_words(value))
    for reason in evidence.vetoes([case.pair]).values():
        yield Finding("veto", f"forbidden: {veto_words(reason)}")
    if evidence.two_people([case.pair]):
        for kind, known in evidence.common_values(case.pair):
            but = "but their names are of two people"
            yield Finding(
                "veto", OutlinedText(f"both use the {kind} {known}, {but}", f"both use one {kind}, {but}")
            )


def _judged(case: _Case) -> list[Judgement]:
    return [j for j in case.judgements if (j.record_l, j.record_r) == case.pair]


def _path(evidence: PairEvidence, case: _Case) -> Iterator[Finding]:
    """How the accepted links of their customer lead from one to the other, unless one does it directly."""
    customer = case.customers[0]
    if customer is None or customer != case.customers[1]:
        return
    path = strongest_path(customer_links(evidence, customer), *case.pair)
    if path is None:
        yield Finding("path", "one customer because the pairs of their groups match in the mean")
    for link in path or ():
        yield Finding("path", link_words(link), link.weight)


def _obstacles(
    evidence: PairEvidence, case: _Case, groups: Sequence[list[str]], explained: PairExplanation | None
) -> Iterator[Finding]:
    yield from _forbidding(case, groups)
    yield from _bars(evidence, case)
    yield from _weak(evidence, case, explained)
    yield from _between(evidence, case, groups)


def _forbidding(case: _Case, groups: Sequence[list[str]]) -> Iterator[Finding]:
    chain = contradiction(case.judgements, case.pair, Verdict.MATCH)
    for judgement in chain:
        yield _ruled(judgement)
    sides = [set(group) for group in groups]
    for judgement in case.judgements:
        ends = {judgement.record_l, judgement.record_r}
        across = any(ends & side for side in sides) and not any(ends <= side for side in sides)
        within = ends <= sides[0] | sides[1]
        if judgement not in chain and across and within and judgement.verdict in _PARTING:
            yield _ruled(judgement)


def _ruled(judgement: Judgement) -> Finding:
    outline = f"ruled: {judgement.verdict} ({judgement.id}, by {judgement.steward})"
    return Finding("judgement", OutlinedText(f"ruled: {judgement}: {judgement.reason}", outline))


_PARTING = frozenset({Verdict.NO_MATCH, Verdict.UNLINKED})


def _weak(evidence: PairEvidence, case: _Case, explained: PairExplanation | None) -> Iterator[Finding]:
    """What the model and the rules lack."""
    if not evidence.rules_fired(case.pair):
        yield Finding("rule", "no identifier rule fired: no telling value in common")
    if explained is None:
        return
    threshold = evidence.matching.threshold
    if not evidence.blocked_together(case.pair):
        yield Finding("candidate", "never compared: no blocking rule brings them together")
    if explained.weight < threshold:
        text = f"the model gives {explained.weight:.1f} bits, {threshold - explained.weight:.1f} below the"
        yield Finding("threshold", f"{text} threshold of {threshold:.1f}", explained.weight - threshold)
        for part in sorted(explained.evidence, key=lambda part: part.weight):
            if part.weight < 0:
                yield Finding("comparison", comparison_words(part), part.weight)
        yield from _household(explained)


def _between(evidence: PairEvidence, case: _Case, groups: Sequence[list[str]]) -> Iterator[Finding]:
    """What stands between the groups around the two."""
    for link in evidence.links_among(case.pair):
        if link.note:
            text = f"a {link.tier} link was there and did not count: {note_words(link.note)}"
            yield Finding("cut", text, link.weight)
    crossing = [(l, r) if l < r else (r, l) for l in groups[0] for r in groups[1]]  # noqa: E741 - left, right
    yield from _group_vetoes(evidence.vetoes([pair for pair in crossing if pair != case.pair]))
    if len(crossing) > 1:
        telling = evidence.named_pairs(crossing)
        mean = mean_weight(explained.weight for explained in evidence.weights(telling))
        named = {record for pair in telling for record in pair}
        limits = evidence.matching.limits(evidence.rules.clusters)
        enough = limits.enough(min(len(named.intersection(group)) for group in groups))
        if telling and mean < enough:
            text = f"the {len(crossing)} pairs between their groups have {mean:.1f} bits in the mean"
            yield Finding("mean", f"{text}, below the {enough:.1f} that groups need", mean - enough)


def _group_vetoes(vetoes: dict[Pair, str]) -> Iterator[Finding]:
    """One finding a reason, with the first pair as an example."""
    for reason in dict.fromkeys(vetoes.values()):
        pairs = [pair for pair, found in vetoes.items() if found == reason]
        left, right = pairs[0]
        more = f" and {len(pairs) - 1} more" if len(pairs) > 1 else ""
        said = f"{more} of their groups: forbidden: {veto_words(reason)}"
        yield Finding("veto", OutlinedText(f"{left} with {right}{said}", f"a pair{said}"))


__all__ = ["CustomerLink", "Finding", "PairReport", "Step", "explain_pair", "waterfall", "why", "why_not"]
