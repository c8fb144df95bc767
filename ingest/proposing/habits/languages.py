"""The country of a file whose values tell none: by the language of its headers, and the phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graph.words.folding import words
from ingest.proposing.habits.file_habits import Habit
from ingest.proposing.habits.phones import national_numbers, share_of
from ingest.proposing.meaning.headers import words_in
from ingest.proposing.meaning.meanings import Meaning

_WORDS = {
    "German": words(
        """
        vorname nachname name strasse hausnummer plz postleitzahl ort telefon mobil geburtsdatum
        geburtstag kundennummer kunde anrede land datum betrag bestellung firma adresse umsatz
        """
    ),
    "French": words(
        """
        prenom nom adresse code postal ville telephone portable naissance pays courriel client commande
        montant civilite societe rue numero
        """
    ),
    "Italian": words(
        """
        nome cognome indirizzo cap citta telefono cellulare nascita codice fiscale cliente ordine
        importo provincia ragione sociale numero paese soddisfatto servizio consigli informazioni
        cronologiche utente
        """
    ),
    "Spanish": words(
        """
        nombre apellido apellidos direccion codigo ciudad telefono movil nacimiento pais correo cliente
        pedido importe provincia poblacion empresa calle numero
        """
    ),
    "Portuguese": words(
        """
        nome sobrenome apelido morada endereco cidade telefone telemovel celular nascimento pais cliente
        cep
        """
    ),
    "Dutch": words(
        """
        voornaam achternaam tussenvoegsel straat huisnummer postcode woonplaats plaats telefoon mobiel
        geboortedatum klant klantnummer bedrag bestelling bedrijf naam
        """
    ),
    "Polish": words(
        """
        imie nazwisko ulica kod pocztowy miasto miejscowosc telefon komorka urodzenia klient zamowienie
        kwota firma kraj obrot data
        """
    ),
    "Turkish": words(
        """
        ad soyad adi soyadi adres sehir ilce telefon posta kodu dogum tarihi musteri tutar
        """
    ),
    "Swedish": words(
        """
        fornamn efternamn adress gata postnummer ort postort telefon fodelsedatum kund
        """
    ),
    "Danish": words(
        """
        fornavn efternavn adresse postnr by telefon foedselsdato kunde
        """
    ),
    "Norwegian": words(
        """
        fornavn etternavn adresse postnummer poststed telefon mobil foedselsdato kunde
        """
    ),
    "Czech": words(
        """
        jmeno prijmeni ulice psc mesto telefon zakaznik zakaznika datum narozeni castka objednavka firma
        """
    ),
    "Hungarian": words(
        """
        nev vezeteknev keresztnev iranyitoszam varos cim utca telefonszam szueletesi vevo vevokod oesszeg
        rendeles
        """
    ),
    "Romanian": words("nume prenume adresa strada oras judet telefon nasterii comanda suma"),
    "Finnish": words("etunimi sukunimi nimi osoite postinumero kaupunki puhelin asiakas syntymaeaika summa"),
    "Vietnamese": words("ho ten ngay sinh dien thoai dia chi tinh khach hang"),
}
"""Words of headers by language."""

_SPOKEN_IN = {
    "German": ("DE", "AT", "CH"),
    "French": ("FR", "BE", "CH", "CA"),
    "Italian": ("IT", "CH"),
    "Spanish": ("ES", "MX", "AR", "CO", "CL", "PE"),
    "Portuguese": ("PT", "BR"),
    "Dutch": ("NL", "BE"),
    "Polish": ("PL",),
    "Turkish": ("TR",),
    "Swedish": ("SE",),
    "Danish": ("DK",),
    "Norwegian": ("NO",),
    "Czech": ("CZ",),
    "Hungarian": ("HU",),
    "Romanian": ("RO", "MD"),
    "Finnish": ("FI",),
    "Vietnamese": ("VN",),
    "Japanese": ("JP",),
    "Korean": ("KR",),
    "Chinese": ("CN", "TW", "HK"),
    "Greek": ("GR", "CY"),
    "Hebrew": ("IL",),
    "Thai": ("TH",),
    "written in Cyrillic letters": ("RU", "UA", "BG", "RS", "KZ", "BY"),
}
"""Countries of a language, the likeliest first."""

_WRITTEN_IN = {
    "Korean": re.compile("[\uac00-\ud7a3]"),
    "Chinese": re.compile("[\u4e00-\u9fff]"),
    "Greek": re.compile("[\u0370-\u03ff]"),
    "Hebrew": re.compile("[\u0590-\u05ff]"),
    "Thai": re.compile("[\u0e00-\u0e7f]"),
    "written in Cyrillic letters": re.compile("[\u0400-\u04ff]"),
}
"""Letters that tell a language; characters are Chinese where there are no kana among them."""
_KANA = re.compile("[\u3040-\u30ff]")

_LEAST_WORDS, _MOSTLY = 3, 0.8


def country_by_language(columns: Sequence[Sequence[Meaning]], headers: Iterable[str]) -> Habit | None:
    """The country in which the language of the headers is spoken and most phone numbers are possible.

    None where the headers are of no language alone, or countries stand in the rows.
    """
    if any(found and found[0].concept == "country" and found[0].column.texts for found in columns):
        return None
    language, countries = _language(headers)
    phones = [it[0].column for it in columns if it and it[0].concept == "phone"]
    texts = [text for column in phones for text in national_numbers(column)]
    shares = {country: share_of(texts, country) for country in countries}
    best = max(shares, key=lambda country: shares[country], default="")
    if not best or (texts and shares[best] < _MOSTLY):
        return None
    why = f"the headers are {language}"
    told = f", and {shares[best]:.0%} of the phone numbers are possible there" if texts else ""
    return Habit(best, 0.65 if texts else 0.5, f"{why}{told}")


def _language(headers: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The language that most words of the headers are of, and its countries; nothing where two are near."""
    headers = list(headers)
    for name, letters in _WRITTEN_IN.items():
        if sum(bool(letters.search(header)) for header in headers) >= _LEAST_WORDS:
            name = "Japanese" if name == "Chinese" and _KANA.search("".join(headers)) else name
            return name, _SPOKEN_IN[name]
    seen = {word for header in headers for word in words_in(header)}
    counts = sorted(((len(known & seen), name) for name, known in _WORDS.items()), reverse=True)
    (most, name), (next_most, _) = counts[:2]
    if most < _LEAST_WORDS or most == next_most:
        return "", ()
    return name, _SPOKEN_IN[name]
