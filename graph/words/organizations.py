"""Words of organizations' names: one spelling for short forms and for languages, and what says little."""

from __future__ import annotations

from graph.words.folding import words

_ALIKE = """
association assn assoc asso|center centre ctr cntr|department dept abteilung abt
|university univ universitaet universite universidad universita universidade universiteit
universitet uniwersytet univerzita|institute inst institut
instituto istituto instituut instytut institutt|hospital hosp krankenhaus hopital ospedale ziekenhuis szpital
|national natl|international intl internatl|manufacturing mfg|brothers bros fratelli hermanos
hnos irmaos|service svc svcs services
|management mgmt mgt|marketing mktg|government govt|foundation fdn fndn fndtn|insurance ins|school sch
|elementary elem|academy acad academie akademie accademia academia|medical med|mount mt|fort ft
|st saint sankt sainte ste|theater theatre|laboratory lab labs laboratories laboratorium|technology tech
technologies|system sys systems|solution solutions|product products|enterprise enterprises entpr
|property properties props|construction constr constrn|equipment equip eqpt|group grp gruppe groupe
grupo gruppo groep|holding hldg hldgs
holdings|community cmty|memorial meml|baptist bapt|methodist meth|presbyterian presb|lutheran luth
|society soc|building bldg|church ch|district dist|county cnty|township twp|company cmpny|distribution distr
|museum musee museo|library bibliothek bibliotheque biblioteca|ministry ministerium ministere ministerio
ministero|staedtisch staedt staedtische staedtischer staedtisches|ev evang evangelische evangelischer
evangelisches|kath katholische katholischer katholisches|freiwillige freiw|kita kindertagesstaette
kindertageseinrichtung|kindergarten kiga|volkshochschule vhs|gymnasium gymn|gebrueder gebr
|rechtsanwaelte rechtsanwalt rechtsanwaeltin rae|steuerberater stb|praxis gemeinschaftspraxis arztpraxis
|physics physik physique fisica|chemistry chemie chimie quimica chimica|mathematics mathematik mathematiques
matematicas matematica maths|history geschichte histoire historia storia|philosophy philosophie filosofia
|medicine medizin medecine medicina|geography geographie geografia|economics oekonomie economie economia
|biochemistry biochemie biochimie|geophysics geophysik|statistics statistik|genetics genetik genetique
|astronomy astronomie|botany botanik|law recht rechtswissenschaft rechtswissenschaften|theoretical
theoretische theoretischen theorique|applied angewandte angewandten appliquee appliquees|technical technische
technischen technischer|medical medizinische medizinischen medizinischer|engineering
ingenieurwissenschaften ingenierie|research forschung recherche ricerca investigacion
|vertrieb vertriebs vertriebsgesellschaft|verwaltung verwaltungs verwaltungsgesellschaft|beteiligung
beteiligungen beteiligungs beteiligungsgesellschaft|investment invest investments
|mairie ville commune|stadt stadtverwaltung|gemeinde gemeindeverwaltung|police policia polizia polizei politie
|friends freunde amis amici amigos vrienden foerderverein foerderkreis freundeskreis
|sv sportverein|tv turnverein|fc fussballclub fussballklub|sc sportclub|tc tennisclub|sg sportgemeinschaft
|spvgg spielvereinigung
|industries kogyo|trading shoji|manufacturing seisakusho|electric denki|construction kensetsu|transport unyu
|chemical kagaku|foods shokuhin|printing insatsu|precision seimitsu
"""

SPELLINGS = {word: line.split()[0] for line in _ALIKE.split("|") for word in line.split()}
"""Words, folded, and how they are written here: short for long ones, and those of other languages."""

PHRASES = (
    ("turn und sportverein", "tsv"),
    ("turn und sportgemeinschaft", "tsg"),
    ("verein fuer bewegungsspiele", "vfb"),
    ("verein fuer leibesuebungen", "vfl"),
    ("verein fuer rasenspiele", "vfr"),
    ("deutsche jugendkraft", "djk"),
    ("football club", "fc"),
    ("f lli", "brothers"),
)
"""The same of several words, with blanks between them."""

SCIENCES = "log(ie|ia|ija)$"
"""RE2 of the end of sciences in languages other than English: Biologie, biología."""

SILENT = words(
    """
    of for fuer des der von voor pour para de du del dei della dr prof dipl mag phd facharzt fachaerztin
    fachaerzte praxis dres
    """
)
"""What stands in names as often as not and tells no organization from another: Institute of, Dr. med."""

DOMAINS = words("com net org io ai app dev de eu fr it nl at ch uk jp cn shop store online tech")
"""Ends of domains that firms are called with: Booking.com, Wallace.dev."""

DOCTORS = r"\bdr (?:med dent|med vet|med univ|rer nat|rer pol|med|dent|vet|phil|jur|ing)\b"
"""The same of titles, as RE2 over folded words with blanks between them: alone, Med. is short for Medical."""
