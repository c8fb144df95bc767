"""Yes and no in the words and signs of many languages."""

import pytest

from graph.words.yes_and_no import NO, YES
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.numbers.numbers import Flag


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("✔", "✘"), ("☑", "☐"), ("IGAZ", "HAMIS"), ("PRAVDA", "NEPRAVDA"), ("ADEVĂRAT", "FALS"),
        ("TOSI", "EPÄTOSI"),
        ("SANN", "USANN"), ("ИСТИНА", "ЛОЖЬ"), ("da", "nu"), ("Có", "Không"), ("Ya", "Tidak"), ("כן", "לא"),
        ("نعم", "لا"), ("jā", "nē"), ("Subscribed", "Unsubscribed"), ("opted in", "opted out"),
        ("erteilt", "nicht erteilt"), ("accepted", "declined"), ("eingewilligt", "widersprochen"),
        ("Onaylandı", "Reddedildi"), ("İzin var", "İzin yok"), ("Zgoda", "Brak zgody"),
        ("Acepto", "No acepto"), ("Aceito", "Não aceito"), ("J'accepte", "Je refuse"),
        ("Accetto", "Non accetto"), ("Setuju", "Tidak setuju"), ("Akkoord", "Niet akkoord"),
        ("Đồng ý", "Không đồng ý"), ("ยินยอม", "ไม่ยินยอม"), ("同意", "不同意"),
        ("동의", "동의하지 않음"), ("Согласен", "Не согласен"), ("موافق", "غير موافق"),
        ("מסכים", "לא מסכים"), ("CONFIRMED_OPT_IN", "UNSUBSCRIBED"), ("OptedIn", "Non-subscribed"),
        ("-1", "0"), ("Yes, I agree", "Nein, danke"), ("Sí, autorizo", "No autorizo"),
        ("Wyrażam zgodę", "Nie wyrażam zgody"), ("Ja (Double-Opt-In)", "Nej tack"), ("Y - Yes", "N - No"),
        ("Згоден", "Не згоден"), ("1", "0.0"), ("1,0", "0"), ("1 - Ja", "0 - Nein"), ("Aktiv", "Nicht aktiv"),
        ("Yes/Oui", "No/Non"), ("OK", "Not OK"), ("y", "n"), ("Ja, gerne", "Nein, danke"),
        ("Ja, am 03.04.2024", "nein (2024-04-03 10:00)"), ("yes since 4/3/2024", "No 03.04.24"),
        ("あり", "なし"), ("済み", "未"), ("Checked", "Unchecked"), ("Allow", "Do Not Allow"),
    ],
)  # fmt: skip
def test_yes_and_no(yes: str, no: str) -> None:
    assert [Flag().clean(yes, Context()), Flag().clean(no, Context())] == [True, False]


@pytest.mark.parametrize(
    "written",
    [
        "pending",
        "maybe",
        "2",
        "+",
        "cleaned",
        "Pending double opt-in",
        "Yes, but by post",
        "NEVER_SUBSCRIBED",
        "Yes / No",
        "03.04.2024",
        "Yes, but not since 03.04.2024",
        "nicht widerrufen",
        "not declined",
        *(
            "N/Y",
            "Y/N",
            "Nein/Ja",
            "Ja/Nein",
            "Off/On",
            "Nie/Tak",
            "N | J",
            "0/1",
            "1/0",
            "No - Yes",
            "No, yes",
        ),
        *("0 - Yes", "1 - No", "0 - aktiv", "0.1", "0,1", "1.1", "1,1", "1 1", "0 0", "-1.1"),
    ],
)
def test_neither(written: str) -> None:
    with pytest.raises(InvalidValue):
        Flag().clean(written, Context())


def test_no_word_says_both() -> None:
    assert not YES & NO
