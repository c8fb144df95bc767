"""The answer of a look-up: whose record it is, given what is to be said of it and each of its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.identity.clusters.limits import BOUND, FULL_BOUND, RIVALRY, SURE, Limits, mean_weight
from graph.identity.judgements import DECIDING, Verdict
from graph.identity.lookup.judge import PairVerdict


@dataclass(frozen=True)
class Candidate:
    """A stored record that might be the same person.

    `weight` (log2 odds) and `probability` are the model's, and null where either has no name. `rules` name
    the identifier kinds by which rules link the two; `veto` is why they must not be one, null if they may;
    `judgement` is what a steward ruled on them. `accepted` tells whether a run would link them.
    """

    record_id: str
    customer_id: str
    weight: float | None
    probability: float | None
    rules: tuple[str, ...]
    veto: str | None
    judgement: str | None
    accepted: bool


@dataclass(frozen=True)
class Resolution:
    """Whose record it is: `customer_id` is null where no customer fits. `probability` is that of the best
    accepted candidate, null where there is none. `candidates` come best first; `run_id` names the run that
    knew them. `stored` tells whether that run knew the record itself, as it was asked for."""

    customer_id: str | None
    probability: float | None
    candidates: tuple[Candidate, ...]
    run_id: str
    stored: bool = False


@dataclass(frozen=True)
class StoredRecord:
    """The record asked for as the last run knew it: its customer, whether it has the same content, and
    whether it is the only record of that customer."""

    customer_id: str
    unchanged: bool
    alone: bool


@dataclass(frozen=True)
class Measure:
    """What a record that joins a customer is held to: the limits that hold for clusters, and what each
    identifier kind weighs."""

    limits: Limits
    kinds: Mapping[str, float]

    def accepts(self, verdict: PairVerdict) -> bool:
        """Whether a run would link the pair, were there no veto."""
        if verdict.judgement in DECIDING:
            return verdict.judgement == Verdict.MATCH
        return bool(verdict.rules) or _weight(verdict) >= self.limits.mean_weight

    def fits(self, group: Sequence[PairVerdict]) -> bool:
        """Whether the record may join a customer, of whose records `group` tells.

        As in clustering: a steward's verdict decides; else no member forbids it, and a rule links it or the
        mean weight between it and the members is high enough.
        """
        judgements = {verdict.judgement for verdict in group}
        if Verdict.NO_MATCH in judgements or Verdict.MATCH in judgements:
            return Verdict.NO_MATCH not in judgements
        linking = [verdict for verdict in group if self.accepts(verdict)]
        if not linking or any(verdict.veto for verdict in group):
            return False
        if any(verdict.rules for verdict in linking):
            return True
        return self.fits_by_model(group)

    def fits_by_model(self, group: Iterable[PairVerdict]) -> bool:
        """Whether the mean weight alone lets the record join a customer."""
        return _mean(group) >= self.limits.enough(1)

    def strength(self, group: Iterable[PairVerdict]) -> tuple[bool, float]:
        """How strongly rules link the record to a customer, as clustering orders links: the larger first."""
        return max((not v.nameless, self._of_rules(v)) for v in group if v.rules)

    def _of_rules(self, verdict: PairVerdict) -> float:
        weight = sum(self.kinds[kind] for kind in verdict.rules)
        return min(weight, SURE) if verdict.weight is None else weight

    def concerns(self, verdict: PairVerdict) -> bool:
        """Whether the pair is worth telling of, even where the record is not the customer's."""
        return bool(verdict.rules or verdict.judgement) or _weight(verdict) > 0


def _weight(verdict: PairVerdict) -> float:
    return -BOUND if verdict.weight is None else verdict.weight


@dataclass(frozen=True)
class Rivals:
    """Whether two customers, by their ids, must not be one: `foes` by what forbids a link, `two_people` by
    what counts beside it where rules alone bring them together."""

    foes: Callable[[str, str], bool]
    two_people: Callable[[str, str], bool]


def _mean(group: Iterable[PairVerdict], most: float = BOUND) -> float:
    """The mean weight over the records that have a say."""
    return mean_weight((v.weight for v in group if v.weight is not None), most)


def decide(
    verdicts: Iterable[PairVerdict],
    measure: Measure,
    stored: StoredRecord | None,
    run_id: str,
    rivals: Rivals,
) -> Resolution:
    """The customer with the strongest evidence, among those that nothing speaks against.

    As in clustering rulings come first, then rules, then the best mean weight over a customer's records; of
    two that fit about equally well and must not be one, which `rivals` tell, it is neither. A record that the
    run knew as it is belongs to the customer that the run gave it.
    """
    groups: dict[str, list[PairVerdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.customer_id, []).append(verdict)
    if stored and stored.unchanged:
        fitting = {stored.customer_id}
    else:
        fitting = {customer for customer, group in groups.items() if measure.fits(group)}
        fitting = _untorn({customer: groups[customer] for customer in fitting}, measure, rivals)
    told = [
        _candidate(verdict, measure, fits=verdict.customer_id in fitting)
        for group in groups.values()
        for verdict in group
        if verdict.customer_id in fitting or measure.concerns(verdict)
    ]
    means = {customer: _mean(group) for customer, group in groups.items()}
    told.sort(key=lambda candidate: _strength(candidate, means[candidate.customer_id]))
    best = next((candidate for candidate in told if candidate.accepted), None)
    customer = best.customer_id if best else None
    if stored and (stored.unchanged or (stored.alone and not best)):
        customer = stored.customer_id
    unchanged = stored is not None and stored.unchanged
    return Resolution(customer, best.probability if best else None, tuple(told), run_id, unchanged)


_Groups = Mapping[str, Sequence[PairVerdict]]


def _untorn(fitting: _Groups, measure: Measure, rivals: Rivals) -> set[str]:
    """The customers that no rival comes near: by rules, else by the model's weights."""
    judged = {name for name, group in fitting.items() if any(v.judgement == Verdict.MATCH for v in group)}
    ruled = {name: fitting[name] for name in fitting.keys() - judged if any(v.rules for v in fitting[name])}
    torn = _torn_by_rules(ruled, measure, rivals)
    linked = ruled.keys() - torn
    others = {name: fitting[name] for name in fitting.keys() - judged - ruled.keys()}
    if not linked:
        others |= {name: ruled[name] for name in torn if measure.fits_by_model(ruled[name])}
    return judged | linked | (others.keys() - _torn(others, rivals))


def _torn_by_rules(ruled: _Groups, measure: Measure, rivals: Rivals) -> set[str]:
    """The customers beside which a rival is linked as strongly, nearly so, or more."""
    strength = {name: measure.strength(group) for name, group in ruled.items()}
    return {
        name
        for name, (named, weight) in strength.items()
        for rival, of_rival in strength.items()
        if rival != name
        and (of_rival >= (named, weight) or of_rival[1] >= weight - RIVALRY)
        and (rivals.foes(name, rival) or rivals.two_people(name, rival))
    }


def _torn(fitting: _Groups, rivals: Rivals) -> set[str]:
    """The customers that a rival outdoes, or comes near, by the model's weights alone."""
    fit = {customer: _mean(group, FULL_BOUND) for customer, group in fitting.items()}
    return {
        customer
        for customer in fit
        for rival in fit
        if rival != customer and fit[rival] >= fit[customer] - RIVALRY and rivals.foes(customer, rival)
    }


def _candidate(verdict: PairVerdict, measure: Measure, *, fits: bool) -> Candidate:
    forbidden = verdict.veto is not None and verdict.judgement != Verdict.MATCH
    return Candidate(
        record_id=verdict.record_id,
        customer_id=verdict.customer_id,
        weight=verdict.weight,
        probability=_probability(verdict.weight),
        rules=verdict.rules,
        veto=verdict.veto,
        judgement=verdict.judgement,
        accepted=fits and not forbidden and measure.accepts(verdict),
    )


def _probability(weight: float | None) -> float | None:
    return None if weight is None else 1 / (1 + 2.0 ** -max(-1000.0, min(weight, 1000.0)))


def _strength(candidate: Candidate, mean: float) -> tuple[bool, bool, int, float, float, str]:
    """Sort key: the best first; `mean` is that of its customer, which counts where the record may join it."""
    return (
        not candidate.accepted,
        candidate.judgement != Verdict.MATCH,
        -len(candidate.rules),
        -mean if candidate.accepted else 0.0,
        -(candidate.weight if candidate.weight is not None else -BOUND),
        candidate.record_id,
    )
