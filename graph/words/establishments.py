"""Words of trade: shops, surgeries, workshops and clubs, by words that nobody is called."""

from __future__ import annotations

from graph.words.folding import words

COMPOUNDS = tuple(
    words(
        """
        praxis apotheke kanzlei klinik autohaus werkstatt buchhandlung gasthof gasthaus
        baeckerei metzgerei fleischerei konditorei schreinerei tischlerei schlosserei
        gaertnerei druckerei brauerei waescherei reinigung spenglerei kaeserei
        verein verband gesellschaft restaurant garage betrieb agentur museum
        bakkerij slagerij apotheek praktijk bedrijf vereniging
        """
    )
)
"""Words of German and Dutch that are the end of longer ones as well: Zahnarztpraxis, Linden-Apotheke."""

ESTABLISHMENTS = words(
    """
    hotel parkhotel sporthotel berghotel landhotel kindergarten pension friseursalon kosmetikstudio
    fahrschule tanzschule musikschule sparkasse
    bakery clinic plumbing pharmacy cafe dentistry roofing landscaping brewery winery motors realty
    supermarket restaurants hotels association agency university academy club logistics
    boulangerie patisserie pharmacie clinique cabinet menuiserie plomberie boucherie librairie brasserie
    farmacia panetteria pizzeria trattoria ristorante officina autofficina gelateria pasticceria macelleria
    clinica associazione
    panaderia restaurante peluqueria asociacion ferreteria carniceria zapateria hostal bufete
    padaria associacao
    bageri apotek verksted verkstad restaurang forening foerening
    apteka piekarnia restauracja kancelaria sklep lekarna pekarna restaurace
    pekseg etterem gyogyszertar
    """
)
"""Other words of trade, folded; none that is a family name too: Church, Lodge, Bank, Koch, Lhôtel."""
