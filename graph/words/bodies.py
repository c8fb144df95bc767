"""What organizations are called beside their name: bodies of others, units, trades.

All words are as `organizations.SPELLINGS` writes them.
"""

from __future__ import annotations

from graph.words.folding import words

SUPPORTERS = words(
    """
    friends supporters alumni fanclub boosters pta ptsa pto betriebsrat personalrat elternbeirat
    elternverein
    amicale mittagsbetreuung hort schulhort
    """
)
"""Bodies beside the organization that is named with them: the friends of a museum are no museum."""

SECTIONS = words(
    """
    fussball handball tennis tischtennis turnen volleyball basketball leichtathletik schwimmen judo karate
    ski jugend
    """
)
"""The same of sections of a club, Tennis of TSV Jena; elsewhere what a firm deals in, Ski und Sport Huber."""

CLUBS = r"\b([a-z]?(sv|tv|fc|sc|tc|sg)|vf[blr]|tus|djk|spvgg|[a-z0-9]*(verein|club|klub)|sportfreunde)\b"
"""RE2 of words in names of clubs: TSV, ASV and MTV are."""

INSTITUTIONS = (
    r"\b(university|college|schools?|hospital|clinic|klinikum|klinik|medical|health|county"
    "|hochschule|fachhochschule|gymnasium|lycee|faculty|landeshauptstadt|gemeinde|landkreis|ministry"
    "|mairie|ayuntamiento|comune|prefeitura|gemeente|church|parish|kirchengemeinde|cathedral|chapel|mosque"
    r"|synagogue|diocese)\b"
)
"""RE2 of words in names of institutions, whose departments and offices are customers of their own."""

WHOLE_INSTITUTIONS = "(university|college|schools?|schooldistrict|hospital|academy)$"
"""RE2 of the end of an institution's whole name, in one piece, behind which its departments are named."""

TOWNS = r"\b(city|town|village|stadt)\b"
"""The same of words that shops and inns have as well: Stadt Jena, but not City Optik, Village Bakery."""

FIELDS = words(
    """
    physics chemistry history philosophy medicine geography statistics botany music law engineering
    astronomy
    genetics linguistics architecture education nursing surgery chirurgie gynaekologie radiologie
    emergency police fire library works parks recreation housing water finance personnel procurement
    athletics
    bookstore feuerwehr bauhof sozialstation pantry thrift preschool
    daycare nursery kita kindergarten creche ccas assainissement eau cimetiere friedhof schwimmbad
    piscine piscina zwembad brandweer bomberos
    """
)
"""What their departments are for."""

FIELD_ENDS = "(([^n]o|[^h]no)logy|matics|nomics|iatrics|amt)$"
"""RE2 of the end of others: radiology, mathematics, Bauamt; a firm of technology is so as a whole."""

UNITS = words(
    """
    department division faculty institute chair lehrstuhl fachbereich referat dezernat office bureau
    section authority laboratory ward dekanat
    """
)
"""What a department is called of which nobody knows what it is for."""

NUMBERED = words("store shop outlet branch unit filiale niederlassung standort zweigstelle markt nr no")
"""What stands before the number of a branch."""

OF_A_GROUP = words(
    """
    holding beteiligung verwaltung vermoegensverwaltung immobilien grundbesitz grundstuecks service vertrieb
    leasing finance capital investment trading export import property nord sued ost west north south east
    deutschland austria schweiz beheer vastgoed patrimoine gestion gestione immobiliare inmobiliaria
    """
)
"""What companies of one group are called beside its name."""

HOLDINGS = words("holding beteiligung verwaltung beheer")
"""Those that no firm is which does anything else, and that nobody leaves out, within longer words as well."""

_PROFESSIONS = """
dentist zahnarzt zahnaerztin zahnaerzte zahnarztpraxis zahnmedizin zahnheilkunde zahnaerztliche dental
kieferorthopaedie
|paediatrics kinderarzt kinderaerztin kinderarztpraxis kinderheilkunde paediatrie
|hausarzt hausaerztin hausarztpraxis allgemeinmedizin allgemeinarzt allgemeinmediziner
|internist internistin internistische innere_medicine hausarzt hausaerztin hausarztpraxis
|gynaecology frauenarzt frauenaerztin frauenarztpraxis frauenheilkunde gynaekology
gynaekologische
|augenarzt augenaerztin augenarztpraxis augenheilkunde ophthalmology
|hautarzt hautaerztin hautarztpraxis dermatology dermatologische
|orthopaedics orthopaede orthopaedin orthopaedie orthopaedische
|urology urologe urologin urologische
|hno
|neurology neurologe neurologische|psychiatry psychiatrie psychiatrische
|psychotherapy psychotherapie psychotherapeut psychotherapeutin
|physiotherapy physiotherapie krankengymnastik|ergotherapy ergotherapie|logopaedie
|tierarzt vet tieraerztin tierarztpraxis tieraerztliche kleintierpraxis veterinary
|lawyers rechtsanwaelte anwaltskanzlei kanzlei notar notariat avocat avocats abogados avvocati solicitors
|steuerberater steuerberatung steuerkanzlei wirtschaftspruefer kanzlei
"""

_SHOPS = """
bakery baeckerei konditorei backstube boulangerie patisserie panaderia pasteleria panetteria pasticceria
padaria bakkerij bageri piekarnia cafe coffee
|butchers metzgerei fleischerei boucherie carniceria macelleria slagerij catering partyservice
|pharmacy apotheke apotheek pharmacie farmacia apteka lekarna apotek drugstore pharma
|hotel gasthof gasthaus pension restaurant wirtshaus hostel hostal motel inn pub bar grill diner pizzeria
trattoria ristorante restaurante restauracja bistro taverna cafe coffee catering partyservice brewery brauerei
winery weingut
|autohaus automobile motors garage autofficina taller werkstatt karosserie kfz auto
|optics optik optiker optical opticians optique optica ottica|hearing akustik hoerakustik hoergeraete
|hair friseur friseursalon salon coiffure peluqueria parrucchiere barber hairdressers
|travel reisebuero reisen tours voyages viajes viaggi taxi taxis
|catering partyservice|brewery brauerei|winery weingut|books buchhandlung librairie bookshop libreria
"""

_TRADES = """
printing druckerei print printers imprimerie imprenta tipografia
|freight spedition transporte transport logistik logistics haulage taxi taxis transports transportes trasporti
|plumbing sanitaer heizung klima haustechnik installationen plomberie fontaneria idraulica heating
|electric elektro elektrotechnik electrical electricite electricidad elettrica electronics elektronik
|electronics elektronik
|roofing bedachungen dachdecker dachdeckerei holzbau zimmerei bau
|painting malerbetrieb maler malermeister decorators bau
|joinery schreinerei tischlerei holzbau zimmerei menuiserie carpinteria falegnameria carpentry bau
|gardening gartenbau gaertnerei landschaftsbau landscaping landscapes paysages florist blumen nursery
|metal metallbau stahlbau schlosserei fabrications steel stahlhandel bau
|machines maschinenbau anlagenbau werkzeugbau machinery
|construction bau hochbau tiefbau bauunternehmen bauunternehmung builders
|flooring fussboden|interiors raumausstattung|upholstery polsterei|scaffolding geruestbau
|laundry reinigung waescherei cleaners cleaning|software informatik
|kindergarten kita nursery
|elementary_school primary_school grundschule ecole_elementaire ecole_primaire ecole_maternelle
|secondary_school middle_school realschule hauptschule
|high_school gymnasium lycee|music musikschule|driving fahrschule|dancing tanzschule
|foods lebensmittel|textile textil textiles garment|chemical chemicals|pharmaceutical pharma
|church kirche kirchengemeinde pfarramt|museum|library|theater|zoo|bank sparkasse volksbank
"""


def _families(lines: str) -> dict[str, str]:
    """By word, or words with a blank between them, the kinds of all lines that have it, with blanks between
    them: a kind is called by the beginning of its line."""
    families: dict[str, list[str]] = {}
    for line in lines.split("|"):
        first, *_ = of_one = line.split()
        for word in of_one:
            families.setdefault(word.replace("_", " "), []).append(first.split("_")[0])
    return {word: " ".join(kinds) for word, kinds in families.items()}


PROFESSIONS = _families(_PROFESSIONS)
"""Words for what a doctor or lawyer is, by profession: of a name they are as little as a title."""

SHOPS = rf"\b(?:{'|'.join(sorted(_families(_SHOPS)))})\b"
"""RE2 of words of shops and inns in several languages."""

KINDS = PROFESSIONS | _families(f"{_SHOPS}|{_TRADES}")
"""The same of trades and schools, in several languages; a café may be a baker's or an inn."""

_ENDS = (
    "(?:apotheke|baeckerei|konditorei|metzgerei|fleischerei|schreinerei|tischlerei|schlosserei|gaertnerei|druckerei"
    "|brauerei|buchhandlung|reinigung|werkstatt|restaurant|hotel|autohaus|grundschule|realschule)"
)
KIND_ENDS = f"{_ENDS}$"
"""RE2 of those that longer words end with: Lindenapotheke."""

KIND_WORDS = rf"\b(?:{'|'.join(sorted(KINDS))}|[a-z0-9]*{_ENDS})\b"
"""RE2 of all words of a kind."""
