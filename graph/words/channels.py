"""The channel that somebody agrees to be reached by, whatever sources call it."""

from __future__ import annotations

from graph.words.folding import fold_text

ANY = "any"

_SYNONYMS = {
    ANY: "all|alle|all channels|every|tous|toutes|todos|todas|tutti|tutte|alla|wszystkie|все|*",
    "email": "e-mails|electronic mail|email marketing|email address|e-post|e-posta|courriel"
    "|correo electrónico|e-mailem|posta elettronica|sähköposti|электронная почта"
    "|эл. почта|пошта|メール|电子邮件|邮件|이메일|البريد الإلكتروني|דואר אלקטרוני|e-mail-adresse"
    "|newsletter per e-mail",
    "phone": "telephone|telefon|telefonisch|tel|teléfono|telefonía|telefoon|telefone|puhelin"
    "|puhelu|call|calls|phone call|phone calls|voice|voice call|anruf|appel|appels"
    "|llamada|llamadas|chiamata|ligação|звонок|电话|전화|الهاتف|טלפון|telemarketing",
    "sms": "text|texts|text message|text messages|txt|sms message|kurznachricht|texto"
    "|mensaje de texto|短信|문자",
    "post": "postal|postal mail|post mail|direct mail|letter|letters|brief|briefpost|postalisch"
    "|per post|courrier|courrier postal|correo postal|carta|posta cartacea|poczta|posti"
    "|почта|письмо|邮寄|郵送|우편",
    "push": "push notification|push notifications|app push|push-nachricht|push message"
    "|notification push|web push",
    "whatsapp": "wa",
}
"""What sources call each, however it is spelled: marks, blanks and accents tell nothing."""


def _bare(text: str) -> str:
    return "".join(letter for letter in fold_text(text) or "" if letter.isalnum() or letter == "*")


_CHANNELS = {
    _bare(said): channel
    for channel, synonyms in _SYNONYMS.items()
    for said in (channel, *synonyms.split("|"))
}


def channel_of(text: str) -> str:
    """The packaged name of a channel, however it is written (`E-Mail`, `Correo electrónico`); other names in
    small letters. `mail`, `correo` and `posta` stay, since they are letters to some and e-mails to others."""
    return _CHANNELS.get(_bare(text)) or text.strip().lower()
