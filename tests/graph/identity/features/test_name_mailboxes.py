"""Mailboxes of a name as somebody else spells it, and of a family's."""

from __future__ import annotations

import pytest

from graph.identity.features.name_mailboxes import is_of_name


@pytest.mark.parametrize(
    ("mailbox", "name"),
    [
        ("yusuf.ahmad", "youssef ahmed"),
        ("mohamadsalah", "muhammad salah"),
        ("k.papadopoulos", "konstantinos papadopulos"),
        ("sergei_mikhailov", "sergej michailow"),
        ("oleksandr.shevchenko2", "alexander schewtschenko"),
        ("yevgen.koval", "evgen koval"),
        ("tran.yn", "yen tran"),
        ("tran.dc", "duc tran"),
        ("anton.chekhov", "anton tschechow"),
        ("bob.smith", "robert smith"),
        ("familie.huber7", "anna huber"),
        ("die.hubers", "anna huber"),
        ("theclarks", "ann clark"),
        ("famhuber", "anna huber"),
        ("kowalski-family", "ewa kowalski"),
    ],
)
def test_a_mailbox_is_made_of_a_name_however_it_is_spelt(mailbox: str, name: str) -> None:
    assert is_of_name(mailbox, name.split())


@pytest.mark.parametrize(
    ("mailbox", "name"),
    [
        ("sonnenblume", "anna huber"),
        ("seebaer", "sabri huber"),
        ("hans.bauer", "hans renner"),
        ("famous.huber", "anna huber"),
        ("anna.huber85", "anna huber"),
        ("familie.maier", "anna huber"),
        ("max_power", "john power"),
        ("jan.schmidt", "jan schmitt"),
        ("ina.huber", "anna huber"),
        ("the.wolf", "anna huber"),
        ("k.tanaka", "yuki sato"),
        ("", "anna huber"),
    ],
)
def test_what_else_it_holds_is_somebody_s_choice(mailbox: str, name: str) -> None:
    assert not is_of_name(mailbox, name.split())
