"""What people do in an organization, as it stands behind a name and a comma: Anna Kern, Head of Sales."""

from __future__ import annotations

from graph.words.folding import words

ROLES = words(
    """
    ceo cfo cto coo cmo cio cso hr vp svp evp president chair chairman chairwoman chairperson head chief
    director manager supervisor coordinator founder cofounder co-founder owner proprietor secretary treasurer
    trustee consultant engineer developer analyst assistant associate accountant advisor adviser lecturer
    researcher scholar fellow principal spokesperson representative officer clerk buyer
    direktor direktorin praesident praesidentin vorstand vorsitzender vorsitzende prokurist prokuristin
    inhaber inhaberin gesellschafter gesellschafterin gruender gruenderin dozent dozentin referent referentin
    directeur directrice gerant gerante responsable presidente directora gerente direttore direttrice
    titolare directeur-generaal bestuurder voorzitter dyrektor prezes kierownik
    """
)
"""Words of roles, folded, none of them a given name."""

ENDS = (
    *("leiter", "leiterin", "fuehrer", "fuehrerin", "berater", "beraterin", "manager", "managerin"),
    *("assistent", "assistentin", "bearbeiter", "bearbeiterin", "beauftragte", "beauftragter"),
    *("ingenieur", "ingenieurin", "sekretaer", "sekretaerin", "referent", "referentin"),
)
"""What such words end with in German: Vertriebsleiterin."""

LINKS = words("of for at für fuer bei pour chez voor bij &")
"""Words within a role, as written, that stand in no given name, as `de` does: María de los Ángeles."""

DESKS = words(
    """
    info infos information kontakt contact contacts contacto contatto office büro buero bureau oficina ufficio
    sekretariat secretariat zentrale empfang rezeption reception verwaltung buchhaltung accounts accounting
    payable receivable rechnungswesen rechnung rechnungen invoices billing einkauf purchasing procurement
    verkauf vertrieb sales service services support kundenservice kundendienst kundenbetreuung helpdesk
    bestellung bestellungen orders ordering personalabteilung hr marketing it edv administration admin
    webmaster hostmaster team department dept abteilung customer mail post
    """
)
"""Words in small letters of which a name is made that stands for whoever answers: Info, Sales Team."""

MAILBOXES = DESKS | words(
    """
    hello hallo hi hola bonjour ciao enquiry enquiries inquiry inquiries secretary praxis kanzlei shop store
    studio booking bookings reservation reservations reservierung buchung presse press media jobs careers
    karriere bewerbung vorstand direktion geschaeftsleitung accueil direction secretariat comptabilite
    commercial facturation ventas administracion recepcion vendite amministrazione segreteria biuro
    sekretariat kontor post mailbox einkaufsabteilung auftrag auftraege disposition lager werkstatt empfang
    """
)
"""What stands before the @ of an address that is a desk's and nobody's own."""
