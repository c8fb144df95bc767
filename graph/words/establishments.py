"""Words of trade: shops, surgeries, workshops and clubs, by words that nobody is called."""

from __future__ import annotations

from graph.words.folding import words

COMPOUNDS = tuple(
    words(
        """
        praxis apotheke kanzlei klinik autohaus werkstatt buchhandlung gasthof gasthaus bauunternehmen
        bauunternehmung holzbau tiefbau hochbau gartenbau metallbau maschinenbau stahlbau anlagenbau
        baeckerei metzgerei fleischerei konditorei schreinerei tischlerei schlosserei gaertnerei druckerei
        brauerei waescherei reinigung spenglerei kaeserei verein verband gesellschaft restaurant garage
        betrieb agentur museum buero kindertagesstaette kindergarten versicherungen immobilien weingut
        spedition transporte bedachungen physiotherapie ergotherapie rechtsanwaelte steuerberatung
        bakkerij slagerij apotheek praktijk bedrijf vereniging
        """
    )
)
"""Words of German and Dutch that are the end of longer ones as well: Zahnarztpraxis, Linden-Apotheke."""

ESTABLISHMENTS = words(
    """
    hotel parkhotel sporthotel berghotel landhotel kindergarten pension friseursalon kosmetikstudio
    fahrschule tanzschule musikschule volkshochschule sparkasse kita
    fitnessstudio taxi logistik optik zahnaerzte
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

OFFICES = words(
    """
    stadt landeshauptstadt gemeinde marktgemeinde landkreis landratsamt finanzamt amtsgericht landgericht
    ministerium bundesministerium universitaet hochschule fachhochschule grundschule realschule gymnasium
    krankenhaus kirchengemeinde pfarramt feuerwehr volksbank raiffeisenbank stadtwerke reisebuero
    university department ministry hospital council institute
    universite universidad universita universidade universiteit universitet uniwersytet univerzita
    mairie prefecture ministere lycee hopital ayuntamiento diputacion ministerio colegio comune provincia
    erbengemeinschaft eigentuemergemeinschaft hausverwaltung buergermeisteramt ordnungsamt jugendamt bauamt
    caritas diakonie aok dak drk awo thw deutsche steuerberater steuerkanzlei notariat
    city borough diocese trustees estate copropriete syndic indivision syndicat paroisse fondation
    comunidad parroquia fundacion instituto cooperativa sindicato condominio fundacao
    zavod parrocchia fondazione istituto fundacja stowarzyszenie parafia przedszkole liceum nemocnice obec
    prefeitura gemeente stichting urzad gmina szkola stadsbestuur kommune kommun rathaus magistrat
    elektro moebel getraenke sanitaer malerbetrieb malermeister dachdecker tischlermeister
    """
)
"""What offices, schools and trades begin with, folded, where a name goes on behind; none is a given name."""

LED = words(
    """
    landratsamt finanzamt amtsgericht landgericht ministerium bundesministerium universitaet hochschule
    fachhochschule grundschule realschule gymnasium krankenhaus kirchengemeinde pfarramt feuerwehr volksbank
    raiffeisenbank stadtwerke reisebuero university department ministry
    universite universidad universita universidade universiteit universitet uniwersytet univerzita
    ministere lycee hopital ministerio cooperativa fundacja stowarzyszenie parafia przedszkole liceum
    nemocnice urzad gmina szkola
    """
)
"""Those that another word may lead, which nobody is called: Freiwillige Feuerwehr Haar."""

OFFICES_OF = {
    "ID": words("toko warung koperasi yayasan bengkel apotek"),
    "MY": words("kedai koperasi"),
}
"""The same by country, of words that are names elsewhere."""

TURNED_TOO = words("city stadt council")
"""Those of them that are family names where a given name stands behind: City Anna."""

VENTURES = words(
    """
    industries enterprises solutions consulting trading traders technologies systems services holdings
    ventures electronics productions group groupe gruppen grupo gruppo grupa
    stores supermarket agencies textiles medicals pharmaceuticals boerdery
    dental orthodontics medical veterinary chiropractic physiotherapy counseling hospice daycare kennels
    electrical heating flooring contracting contractors construction builders architects properties rentals
    insurance investments attorneys associates staffing recruiting wholesale imports exports equipment
    studios photography graphics designs printing publishing florist jewelers jewelry catering foods grocery
    towing trucking aviation drilling barbershop janitorial laundry ministries outfitters
    software networks labs robotics manufacturing metals plastics chemicals apparel clothing furniture
    cabinets interiors entertainment
    elektrotechnik kunststoffe pflegedienst grosshandel lebensmittel fotografie hoergeraete kosmetik
    automobile architekten
    """
)
"""What names of firms in English and German end with, folded; none is a family name."""

OF_A_PLACE = words("club society church chapel guild league lodge college museum diocese friends parish")
"""Those that go on with `of`, family names among them: Rotary Club of York, Church of St Paul."""

OF_SAINTS = words("church chapel parish cathedral school college hospital")
"""What is called after a saint: St. Mary's Church."""

PUBLIC = words("gruppe hospital ministry institute committee council school college industry")
"""The same, but family names as well where a given name stands before: Floyd Council."""

WITHOUT_BLANKS = (
    *(
        "商店",
        "商事",
        "商会",
        "工業",
        "医院",
        "病院",
        "法人",
        "学校",
        "大学",
        "御中",
        "（有）",
        "(有)",
        "（合）",
        "(合)",
    ),
    *("旅行社", "科技", "航空"),
    *("公司", "集团", "医院", "学院", "银行", "병원", "학교", "은행", "재단"),
)
"""What names of firms and offices hold in scripts that put no blanks between words, or few."""

IN_OTHER_SCRIPTS = frozenset(
    (
        *("شركة", "مؤسسة", "جامعة", "مستشفى", "الشركة", "المؤسسة", "الجامعة", 'בע"מ', "חברת"),
        *("университет", "завод", "компания", "фирма", "партнеры", "партнёры", "инкорпорэйтед"),
    )
)
"""Their words in scripts other than ours that have blanks, in small letters."""
