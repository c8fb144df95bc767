"""What people write for yes and no, and spreadsheets in many languages: VERDADERO, VRAI, oui, tak, ✓."""

from __future__ import annotations

from graph.words.folding import words

YES = words(
    """
    1 true t yes y ja j wahr x on ok okay ✓ ✔ ☑ ✅ verdadero verdadeiro vrai vero waar prawda pravda doğru
    sant sand sann tosi igaz adevărat adevarat истина вярно істина istina tiesa tõene đúng 真 oui si sí sì
    sim tak evet ano áno igen kyllä kyla da да так ναι có ya jā taip jah já はい 有 是 예 네 כן نعم हाँ हां ใช่
    opt-in opted-in optin granted aktiv active enabled allowed allow subscribed accepted agreed agree
    consented erteilt zugestimmt eingewilligt angemeldet erlaubt aktiviert
    """
) | {"opted in", "opt in", "double opt-in", "single opt-in"}
"""In small letters, without full stops."""

NO = words(
    """
    0 false f no n nein falsch off ☐ ✗ ✘ ✖ ❌ falso faux onwaar fałsz nepravda yanlış yanliş falskt falsk
    usann epätosi epatosi hamis fals ложь невярно хибність хибно neistina laž vale sai 假 non nee nej nei não
    nao nie hayır hayir ne nem nu ei нет ні не όχι
    không khong tidak nē nė いいえ 無 否 아니오 아니요 לא لا नहीं ไม่ใช่
    opt-out opted-out optout denied revoked inaktiv inactive disabled disallowed unsubscribed declined
    rejected refused withdrawn disagreed widerrufen abgelehnt verweigert entzogen abgemeldet
    widersprochen deaktiviert
    """
) | {
    "opted out",
    "opt out",
    "no consent",
    "not granted",
    "nicht erteilt",
    "keine einwilligung",
    "not subscribed",
}
"""The same of no."""
