"""The model of lifetime values on CDNOW beside its published estimates and simple rules; writes value.md.

The data lies in the wheel of lifetimes 0.11.3 (MIT), which is fetched from the package index, unpacked in a
temporary folder and not installed: 2,357 customers of a music shop who first bought early in 1997, 39 weeks
to learn from and 39 to predict.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.analytics.churn.model import auc
from graph.analytics.value.buying import BG, MBG, BuyingModel, Repeats, fit_buying
from graph.analytics.value.lifetime import quantile
from graph.analytics.value.spending import GammaGamma, fit_gamma_gamma

REPORT = Path(__file__).with_name("value.md")
WHEEL = "lifetimes==0.11.3"
FILE = "lifetimes/datasets/CDNOW_sample.txt"
WEEKS = 39.0
BEGIN, SPLIT, END = date(1997, 1, 1), date(1997, 9, 30), date(1998, 6, 30)
DEAD_AFTER = 13.0
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Shop:
    """By customer what was learned from, in weeks, and what came after it: repeat purchases and their sum;
    `mean` is that of repeat purchases, 0 without one."""

    known: Repeats
    mean: Numbers
    later: Numbers
    spent: Numbers


def fetched() -> list[tuple[str, date, float]]:
    """Customer, day and amount of each transaction."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*command, "--dest", folder, WHEEL], check=True)  # noqa: S603 - this interpreter
        [wheel] = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            lines = packed.read(FILE).decode().splitlines()
    rows = (line.split() for line in lines if line.strip())
    return [(row[1], date.fromisoformat(row[2]), float(row[4])) for row in rows]


def shop_of(rows: list[tuple[str, date, float]]) -> Shop:
    """Purchases of one day are one."""
    days: dict[str, dict[date, float]] = {}
    for who, day, amount in rows:
        own = days.setdefault(who, {})
        own[day] = own.get(day, 0.0) + amount
    columns = []
    for own in days.values():
        learned = sorted(day for day in own if day <= SPLIT)
        later = [own[day] for day in own if SPLIT < day <= END]
        repeats = [own[day] for day in learned[1:] if own[day] > 0]
        last, age = (learned[-1] - learned[0]).days / 7, (SPLIT - learned[0]).days / 7
        mean = sum(repeats) / len(repeats) if repeats else 0.0
        columns.append((len(learned) - 1, last, age, mean, len(later), sum(later)))
    x, last_at, age_now, means, after, spent = np.array(columns, np.float64).T
    return Shop(Repeats(x, last_at, age_now), means, after, spent)


def predictions(shop: Shop, models: dict[str, BuyingModel]) -> dict[str, Numbers]:
    """Expected repeat purchases by method."""
    known = shop.known
    rate = np.divide(known.x, known.age, out=np.zeros(len(known.x)), where=known.age > 0)
    dead = known.age - known.last > DEAD_AFTER
    return {
        **{name: model.outlook(known, WEEKS).mean for name, model in models.items()},
        "rate so far, gone after 13 weeks": np.where(dead, 0.0, rate * WEEKS),
        "rate so far": rate * WEEKS,
        "as many as before": known.x,
    }


def coverage(shop: Shop, model: BuyingModel, spending: GammaGamma) -> tuple[float, float, float]:
    """Shares of customers who spent less than P10, between both, and more than P90."""
    ahead = model.outlook(shop.known, WEEKS)
    amounts = spending.amounts(np.where(shop.mean > 0, shop.known.x, 0.0), shop.mean)
    low, high = (quantile(ahead, amounts, share) for share in (0.1, 0.9))
    below, above = float((shop.spent < low).mean()), float((shop.spent > high).mean())
    return below, 1 - below - above, above


PAGE = """\
# Lifetime values

`make bench-value`: CDNOW, {customers:,} customers, {learned:,} repeat purchases in the 39 weeks to learn
from, {later:,} in the 39 to predict. Fitting both models took {seconds:.2f} processor seconds.

| | r | alpha | a | b | log-likelihood |
|---|---|---|---|---|---|
| BG/NBD, published | 0.2426 | 4.4136 | 0.7930 | 2.4262 | −9,582.43 |
{parameters}

| method | total error | MAE | RMSE | correlation | AUC, buys again |
|---|---|---|---|---|---|
{methods}

By the probability of being a customer still, the AUC of who buys again is {alive_bg:.3f} under BG/NBD, to
which whoever bought once is one for ever, and {alive_mbg:.3f} under MBG/NBD, which the scores use.

Gamma-Gamma: p {spending.p:.2f}, q {spending.q:.2f}, gamma {spending.gamma:.2f} (published 6.25, 3.74, 15.44).
Of the customers {below:.1%} spent less than P10, {within:.1%} between P10 and P90, {above:.1%} more than P90;
nothing spent is within where P10 is 0.
"""


def report(shop: Shop) -> str:
    """The page."""
    seconds = time.process_time()
    models = {"BG/NBD": fit_buying(shop.known, early=BG), "MBG/NBD": fit_buying(shop.known, early=MBG)}
    seconds = time.process_time() - seconds
    repeaters = shop.mean > 0
    spending = fit_gamma_gamma(shop.known.x[repeaters], shop.mean[repeaters])
    if spending is None:
        raise SystemExit("Gamma-Gamma has no mean on these data.")
    below, within, above = coverage(shop, models["MBG/NBD"], spending)
    again = shop.later > 0
    return PAGE.format(
        customers=len(shop.later),
        learned=int(shop.known.x.sum()),
        later=int(shop.later.sum()),
        seconds=seconds,
        parameters="\n".join(_parameters(name, model) for name, model in models.items()),
        methods="\n".join(_method(name, shop, found) for name, found in predictions(shop, models).items()),
        alive_bg=auc(models["BG/NBD"].alive(shop.known), again),
        alive_mbg=auc(models["MBG/NBD"].alive(shop.known), again),
        spending=spending,
        below=below,
        within=within,
        above=above,
    )


def _parameters(name: str, model: BuyingModel) -> str:
    values = " | ".join(f"{getattr(model, each):.4f}" for each in ("r", "alpha", "a", "b"))
    return f"| {name} | {values} | −{-model.log_likelihood:,.2f} |"


def _method(name: str, shop: Shop, expected: Numbers) -> str:
    error, total = expected - shop.later, expected.sum() / shop.later.sum() - 1
    figures = (np.abs(error).mean(), np.sqrt((error**2).mean()), np.corrcoef(expected, shop.later)[0, 1])
    told = " | ".join(f"{each:.3f}" for each in (*figures, auc(expected, shop.later > 0)))
    return f"| {name} | {total * 100:+.1f} % | {told} |"


if __name__ == "__main__":
    REPORT.write_text(report(shop_of(fetched())), encoding="utf-8")
