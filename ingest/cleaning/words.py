"""Values out of a small set, with the words that sources use for them."""

from typing import ClassVar

from graph.words.folding import folded_word
from graph.words.letters import OPEN
from graph.words.titles import GENDERS
from ingest.cleaning.base import Context, InvalidValue, ValueType


class Choice(ValueType):
    """One of a few words of the model; `synonyms` lists what sources say for it, in lower case."""

    synonyms: ClassVar[dict[str, str]]
    unknown: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        """Makes the look-up from each synonym to its word."""
        cls._words = {s: word for word, said in cls.synonyms.items() for s in (word, *said.split("|"))}

    _words: ClassVar[dict[str, str]]

    def clean(self, text: str, context: Context) -> str | None:
        """The model's word; raises InvalidValue that lists the possible ones."""
        del context
        said = text.lower().strip(". ")
        if said in self.unknown:
            return None
        if said not in self._words:
            raise InvalidValue(f"is none of {', '.join(self.synonyms)}")
        return self._words[said]


class Gender(Choice):
    """Gender as the model has it; "u" for unknown is empty."""

    synonyms: ClassVar[dict[str, str]] = {
        "female": "f|w|v|k|weiblich|frau|woman|weibl|feminin|vrouw|kobieta|femme|mujer|donna"
        "|kvinna|2|girl|féminin|femenino|feminino|femminile|femmina|kvinde|kvinne|nainen"
        "|kadın|kadin|žena|nő|nữ|жен|женский|женщина|ж|γυναίκα|θ|θήλυ|女|女性|여|여자|여성"
        "|נקבה|أنثى|หญิง|perempuan|wanita|ženski|ženska|жена|ž|moteris|sieviete|naine|babae"
        "|महिला|स्त्री|femeie|fem|fem.|mwanamke|زن|жінка|жіноча|ქალი|მდედრობითი|dama|ญ|bayan|امرأة|mulher",
        "male": "m|h|männlich|herr|mann|man|maennlich|männl|maskulin|mężczyzna|homme|hombre"
        "|uomo|1|boy|masculin|masculino|maschile|maschio|mand|mies|erkek|muž|férfi|nam|муж"
        "|мужской|мужчина|м|άνδρας|α|άρρεν|男|男性|남|남자|남성|זכר|ذكر|ชาย|laki-laki"
        "|laki laki|lelaki|pria|muški|moški|vyras|vīrietis|mees|lalaki|masc|masc.|पुरुष|мъж|bărbat"
        "|barbat|mwanaume|مرد|чоловік|чоловіча|კაცი|მამრობითი|varón|varon|caballero|ช|mwanamume|bay|رجل|homem",
        "diverse": "d|x|divers|diverse|non-binary|nonbinary|non binary|other|andere|inter",
    }
    unknown: ClassVar[frozenset[str]] = frozenset(("u", "0", "9", "unknown", "female | male", "not known"))

    def clean(self, text: str, context: Context) -> str | None:
        """The model's word, which forms of address tell too: Hr., Mrs; raises InvalidValue."""
        if text == OPEN:
            raise InvalidValue(
                "stands in a column without H or F, and may be mujer or masculino: write `map: {M: female}`,"
                " or `{M: male}`"
            )
        told = GENDERS.get(folded_word(text))
        return told if told and text.lower() not in self._words else super().clean(text, context)


class EntityType(Choice):
    """Person, organization or household."""

    synonyms: ClassVar[dict[str, str]] = {
        "person": "p|individual|privat|privatkunde|privatperson|natürliche person|b2c"
        "|consumer|private|personal|particulier|particular|privato|persona|persona física"
        "|pessoa física|persona fisica|osoba fizyczna|bireysel|residential|res|resi|residencial|pf|física"
        "|einzelperson|natural person|natuurlijk persoon|prywatny|privatkund|yksityinen",
        "organization": "o|organisation|company|firma|unternehmen|geschäftskunde|firmenkunde"
        "|gewerbe|juristische person|business|b2b|verein|behörde|geschäftlich|commercial"
        "|corporate|professionnel|entreprise|société|empresa|azienda|società|zakelijk|bedrijf"
        "|persona jurídica|pessoa jurídica|persona giuridica|kurumsal|bus|biz|pj|jurídica|legal person"
        "|rechtspersoon|osoba prawna|företag|erhverv|virksomhed|bedrift|yritys|enterprise|government"
        "|nonprofit",
        "household": "haushalt|foyer|couple|ehepaar|familie|family|joint",
    }


class DeviceType(Choice):
    """What sort of device it is."""

    synonyms: ClassVar[dict[str, str]] = {
        "phone": "smartphone|mobile|handy|iphone|mobil|mobiltelefon",
        "tablet": "ipad",
        "desktop": "pc|computer|laptop|notebook|rechner|mac",
        "tv": "smart tv|smarttv|fernseher|television|connected tv",
        "other": "console|watch|wearable|car|sonstige|sonstiges|unknown|andere",
    }


class AccountType(Choice):
    """What an account is for."""

    synonyms: ClassVar[dict[str, str]] = {
        "login": "user|benutzer|shop|web|online",
        "customer": "kunde|kundennummer|crm",
        "loyalty": "bonus|kundenkarte|treue|treuekarte|card|karte|bonuskarte",
        "app": "mobile app",
    }


class Metric(Choice):
    """What a survey measures."""

    synonyms: ClassVar[dict[str, str]] = {
        "nps": "net promoter score|weiterempfehlung",
        "csat": "customer satisfaction|zufriedenheit|kundenzufriedenheit",
    }


class Outcome(Choice):
    """What came of a campaign contact."""

    synonyms: ClassVar[dict[str, str]] = {
        "sent": "delivered|versendet|gesendet|zugestellt|send|delivery",
        "opened": "open|geöffnet|geoeffnet|read|gelesen",
        "clicked": "click|geklickt|klick",
        "converted": "conversion|purchase|gekauft|kauf|bestellt",
        "bounced": "bounce|unzustellbar|failed|hard bounce|soft bounce|returned|retoure",
    }


class Sentiment(Choice):
    """Mood of a ticket."""

    synonyms: ClassVar[dict[str, str]] = {
        "positive": "pos|positiv|+|good|gut|happy|satisfied|zufrieden",
        "neutral": "neu|o|mixed|gemischt",
        "negative": "neg|negativ|bad|schlecht|angry|verärgert|dissatisfied|unsatisfied|unzufrieden",
    }


class TicketStatus(Choice):
    """State of a ticket."""

    synonyms: ClassVar[dict[str, str]] = {
        "open": "offen|new|neu|in progress|in bearbeitung|reopened|to do|backlog|in review"
        "|waiting for support|waiting on us|escalated|assigned|unassigned|active"
        "|work in progress|ouvert|en cours|abierto|en progreso|aperto|in corso|in behandeling"
        "|otwarte|w toku|nowe|aberto|em andamento|açık|otvoreno|otvoren|otevřeno|otevřený"
        "|открыт|открыто|в работе|відкрито|deschis|nyitott|ανοιχτό|dibuka|diproses|mở"
        "|đang xử lý|เปิด|対応中|未対応|处理中|處理中|진행중|مفتوح|פתוח|avatud|atvērts"
        "|atviras|ouverte|abierta|aperta|aberta|otwarta|otwarty|otvorena|otvorená|otevřená|открыта|deschisă"
        "|nouveau|nouvelle|nuevo|nueva|nuovo|nuova|novo|nova|nowy|nowa|nová|новый|новая|en curso|en proceso"
        "|in lavorazione|em curso|em aberto",
        "pending": "wartend|waiting|on hold|hold|rückfrage|wartet|waiting for customer"
        "|waiting on customer|waiting on contact|waiting on third party|waiting for approval"
        "|awaiting reply|awaiting customer|pending customer|snoozed|en attente|pendiente"
        "|in attesa|wachtend|oczekujące|pendente|beklemede|čeká|ожидание|în așteptare"
        "|na čekanju|menunggu|保留中|等待中|대기|en espera|em espera|sospeso|sospesa|oczekująca|oczekujący",
        "solved": "gelöst|geloest|resolved|done|erledigt|fertig|fixed|complete|completed"
        "|answered|résolu|resuelto|risolto|opgelost|rozwiązane|resolvido|çözüldü|vyřešeno"
        "|riješeno|rešeno|решен|решено|вирішено|rezolvat|megoldva|επιλύθηκε|selesai"
        "|đã giải quyết|แก้ไขแล้ว|完了|解決済み|解决|已解决|已解決|해결|완료|تم الحل|נפתר"
        "|lahendatud|atrisināts|išspręsta|résolue|resuelta|risolta|resolvida|rozwiązana|rozwiązany|vyřešená"
        "|vyřešený|riješena|rešena|решена|вирішена|rezolvată|traité|traitée|terminé|terminée|solucionado"
        "|solucionada|completado|completada|completato|completata|concluído|concluída",
        "closed": "geschlossen|abgeschlossen|archived|cancelled|canceled|declined|rejected"
        "|won't do|storniert|abgelehnt|duplicate|spam|fermé|cerrado|chiuso|gesloten|zamknięte"
        "|fechado|kapalı|kapandı|zatvoreno|zatvoren|zavřeno|uzavřeno|закрыт|закрыто|закрито"
        "|închis|lezárva|κλειστό|ditutup|đóng|đã đóng|ปิด|クローズ|已关闭|已關閉|종료|مغلق"
        "|סגור|suletud|slēgts|uždarytas|fermée|clôturé|clôturée|cerrada|chiusa|fechada|encerrado|encerrada"
        "|zamknięta|zamknięty|zatvorena|zatvorená|uzavřená|zavřená|закрыта|закрита|închisă|annulé|annulée"
        "|cancelado|cancelada|annullato|annullata|anulado|anulada|anulowane|rejeté|rejetée|rechazado|rechazada",
    }


class ContractStatus(Choice):
    """State of a contract."""

    synonyms: ClassVar[dict[str, str]] = {
        "active": "aktiv|laufend|running|in force|in trial|trial|trialing|live|open|paused"
        "|past_due|past due|non renewing|non_renewing|actif|activo|attivo|actief|aktywny"
        "|ativo|aktif|active|activa|attiva|ativa|aktywna|aktywne|en cours|vigente|em vigor|in vigore|lopend"
        "|obowiązuje|obowiązująca|yürürlükte|platná|aktivní|aktív|activ|activă|löpande|gældende|有効|契約中"
        "|有效|유효|действует|действующий|активен|активный",
        "cancelled": "gekündigt|gekuendigt|canceled|storniert|terminated|widerrufen|resigned"
        "|résilié|cancelado|annullato|disdetto|opgezegd|anulowany|iptal"
        "|résiliée|cancelada|annullata|disdetta|rescindido|rescindida|anulowana|wypowiedziana|rozwiązana"
        "|iptal edildi|zrušená|vypovězená|uppsagd|opsagt|felmondva|anulată|解約|解約済|已取消|해지"
        "|расторгнут|отменен|отменён",
        "expired": "abgelaufen|ended|beendet|ausgelaufen|inactive|lapsed|closed|expiré"
        "|vencido|scaduto|verlopen|wygasł|expirado"
        "|expirée|échu|échue|terminé|terminée|vencida|terminado|terminada|finalizado|finalizada|scaduta"
        "|concluso|conclusa|beëindigd|afgelopen|wygasła|zakończona|zakończony|expirada|encerrado|encerrada"
        "|süresi doldu|bitti|ukončená|lejárt|utgången|udløbet|expirat|期限切れ|終了|到期|已到期|만료"
        "|истек|истёк|завершен|завершён",
    }
