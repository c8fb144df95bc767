"""What people write for yes and no, and spreadsheets in many languages: VERDADERO, VRAI, oui, tak, ✓."""

from __future__ import annotations

from graph.words.folding import words

_PLAIN_YES = words(
    """
    1 true t yes y ja j wahr x on ✓ ✔ ☑ ✅ verdadero verdadeiro vrai vero waar prawda pravda
    doğru sant sand sann tosi igaz adevărat adevarat истина вярно істина istina tiesa tõene đúng 真
    oui si sí sì sim tak evet ano áno igen kyllä kyla da да так ναι có ya jā taip jah já はい 有 有り あり
    済 済み 是 예
    네 כן نعم हाँ हां ใช่ -1
    """
)
"""Answers that say nothing but yes."""

AGREED = words(
    """
    ok okay opt-in opted-in optin granted aktiv active enabled allowed allow subscribed
    accepted agreed agree consented erteilt zugestimmt eingewilligt angemeldet erlaubt aktiviert
    optedin onaylandı onayladı onaylı zgoda zgadzam wyrażam acepto aceptado aceito aceitou j'accepte
    accepté accetto accettato akkoord toegestaan setuju ยินยอม ยอมรับ 同意 동의 동의함 согласен
    согласна согласие موافق أوافق מסכים מסכימה מאשר συμφωνώ αποδέχομαι souhlasím souhlas súhlasím
    slažem pristajem сагласан згоден згодна autorizo autorizado bersetuju elfogadom hozzájárulok
    godkänd samtykker hyväksyn sutinku piekrītu nõustun accordé accordée otorgado otorgada concedido
    concedida concesso concessa verleend udzielono udzielona medgivet
    """
) | {
    "consent given", "checked", "ticked",
    "opted in", "opt in", "double opt in", "single opt in", "confirmed opt in", "double opt-in",
    "single opt-in", "izin var", "đồng ý", "de acord", "сагласна сам", "съгласен съм",
}  # fmt: skip
"""Words of which a no in front makes a refusal: not subscribed, nicht erteilt."""

YES = _PLAIN_YES | AGREED
"""In small letters, without full stops."""

NO = words(
    """
    0 false f no n nein falsch off ☐ ✗ ✘ ✖ ❌ falso faux onwaar fałsz nepravda yanlış yanliş falskt
    falsk usann epätosi epatosi hamis fals ложь невярно хибність хибно neistina laž vale sai 假 non nee
    nej nei não nao nie hayır hayir ne nem nu ei нет ні не όχι không khong tidak nē nė いいえ 無
    無し なし 未 否
    아니오 아니요 לא لا नहीं ไม่ใช่ opt-out opted-out optout denied revoked inaktiv inactive disabled
    disallowed unsubscribed declined rejected refused withdrawn disagreed widerrufen abgelehnt
    verweigert entzogen abgemeldet widersprochen deaktiviert optedout reddedildi reddetti refusé rifiuto
    rifiutato rechazado rechazo recusado geweigerd odmowa odmawiam ไม่ยินยอม ไม่ยอมรับ 不同意 거부 отказ
    отказываюсь διαφωνώ nesouhlasím nesouhlas nesúhlasím elutasítom nesutinku nepiekrītu refusée retiré
    retirée révoqué révoquée denegado denegada revocado revocada retirado retirada rechazada negado negada
    negato negata rifiutata revocato revocata revogado revogada recusada ingetrokken cofnięto cofnięta
    odmówiono återkallat nekat
    """
) | {
    "non subscribed", "nonsubscribed", "not opted in", "izin yok", "brak zgody", "nie zgadzam się",
    "no acepto", "não aceito", "je refuse", "je n'accepte pas", "non accetto", "niet akkoord",
    "tidak setuju", "không đồng ý", "동의하지 않음", "동의 안함", "не согласен", "не согласна",
    "غير موافق", "لا أوافق", "לא מסכים", "לא מאשר", "δεν συμφωνώ", "ne slažem se", "nu sunt de acord",
    "nem fogadom el", "en hyväksy", "ei nõustu", "opted out", "opt out", "no consent", "not granted",
    "nicht erteilt", "keine einwilligung", "not subscribed", "do not allow", "don't allow", "not allowed",
    "unchecked", "unticked",
}  # fmt: skip
"""The same of no."""

COURTESY = words(
    """
    i we agree accept do to please thanks thank you that is fine danke gerne gern bitte ich stimme zu
    gracias por favor merci grazie obrigado obrigada dank u ik ga dziękuję dzięki tack tak takk graag
    bedankt kiitos děkuji double single opt in confirmed je se mi na zgody zgodę zgode wyrażam
    autorizo autoriza deseo quiero consiento consent authorize authorise
    """
)
"""What forms put behind yes and no, and changes neither: Yes, I agree; Nein, danke; Sí, autorizo."""

NEGATIONS = words("no not não nao nie non nicht niet ne nu nem ei не ні tidak không δεν לא لا")
"""What makes a no of what follows: Nie wyrażam zgody."""
