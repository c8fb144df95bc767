"""How people are addressed, and what they have become: forms of address, degrees, ranks."""

from __future__ import annotations

from graph.words.family_names import SPANISH
from graph.words.folding import words
from graph.words.households import IN_FRONT as OF_SEVERAL

GENDERS = {
    **dict.fromkeys(words("herr herrn hr mr mister monsieur sir dhr sig signor senor"), "male"),
    **dict.fromkeys(
        words("frau fr sig.ra sig.na frl fraeulein mrs ms miss madam madame mme mlle mademoiselle"), "female"
    ),
    **dict.fromkeys(words("mevr mevrouw mw signora sra srta senora senorita fru dna"), "female"),
    **dict.fromkeys(words("gospodin bpk bapak mnr d-l"), "male"),
    **dict.fromkeys(words("pani gospozha gospodja gospoda d-na mej sdri"), "female"),
}
"""Forms of address and the gender that they tell."""

GENDERS_OF: dict[str, dict[str, str]] = {
    **{code: {"m": "male"} for code in ("FR", "LU", "MC")},
    **{code: {"pan": "male", "slecna": "female"} for code in ("PL", "CZ", "SK")},
    **{code: {"bay": "male", "bayan": "female"} for code in ("TR", "CY")},
    **{code: {"shri": "male", "smt": "female", "kum": "female"} for code in ("IN", "NP")},
    "ID": {
        "hj": "female",
        "pak": "male",
        "ibu": "female",
        "nyonya": "female",
        "ny": "female",
    },
    **{code: {"dl": "male", "dra": "female"} for code in ("RO", "MD")},
    **{code: {"gosp": "male", "gdja": "female", "gda": "female"} for code in ("HR", "RS", "BA", "ME")},
    **{code: {"mst": "female"} for code in ("BD", "PK")},
    "MY": {"encik": "male", "en": "male", "puan": "female", "pn": "female", "cik": "female"},
    "ET": {"ato": "male", "weizero": "female", "w/ro": "female"},
    "SI": {"gospa": "female", "ga": "female"},
    "PH": {"gng": "female", "bb": "female"},
    **{code: {"don": "male"} for code in SPANISH},
    "ES": {"don": "male", "d": "male"},
}
"""The same by country, of words that are names or initials elsewhere; in Flanders M. is Marie, too."""

IN_A_COLUMN = {"m": "male", "sr": "male", "pan": "male", "pani": "female", "shri": "male", "smt": "female"}
"""Forms of address where nothing else may stand; before a name they may be an initial, or something else."""

SPANISH_GENDERS = {"sr": "male"}
"""Señor: before a name only, where Sr. is no senior."""

ABBREVIATED = words("fr hr sig sr d en pn")
"""Forms of address that are such with a full stop only: Fr and Hr may be initials, D in Spain, and En a name
in Malaysia."""

INITIALS_TOO = ABBREVIATED | words("m")
"""Forms of address that are initials, or names cut short, behind one of the other gender: Mme M. Dupont,
Herr Fr. Huber."""

DUTCH = words("dhr heer mw mevr mevrouw mej")
"""Forms of address behind which `mr.` is a degree, of those who studied law: Mw. mr. De Vries."""

NO_GENDER = OF_SEVERAL | words("mx z.hd zhd sn sayin oezv")
"""What stands before a name and tells no gender."""

GENDERS_BEHIND = {code: {"bey": "male", "hanim": "female"} for code in ("TR", "CY")}
"""Forms of address behind a given name, by country: Ahmet Bey, Ayşe Hanım."""

NO_GENDER_OF = {"TH": words("khun"), "ID": words("sdr saudara")}
"""What stands before a name in a country, tells no gender, and is a word or a name elsewhere."""

COURTEOUS = words(
    """
    exmo exma excmo excma ilmo ilma egr gent.le gent.ma ill.mo spett.le szanowny szanowna vazeny
    vazena geachte estimado estimada sehr geehrter geehrte dear cher chere caro cara
    """
)
"""What letters have before a form of address: Exma. Sra. Ana Costa."""

RESPECTS = {
    **{code: {"sri": "male", "late": ""} for code in ("IN", "LK", "NP")},
    **{code: {"late": ""} for code in ("PK", "BD")},
    **{code: {"tuan": "male"} for code in ("ID", "MY")},
}
"""What stands before a form of address or two words of a name in a country, with the gender that it tells:
Sri Venkatesh Rao, but Sri Devi; Late Shri Mohan Lal; Tuan Budi Santoso, but Tuan Nguyen."""

NAMES_WITH = {
    "sri": words(
        """
        lakshmi laxmi laksmi vidya devi durga priya latha lata lalitha valli vani rekha divya ranjani ranjini
        varsha nidhi jaya mathi gowri gauri padma mala sai ram rama hari krishna kanth kant nath dhar nivas
        nivasan nivasa vatsa vatsan harsha ganesh vastava wahyuni
        """
    )
}
"""Words that one of respect makes a given name with, mostly a woman's: Sri Lakshmi Rao."""

NO_NAME = words("divers diverse firma fa u und and")
"""Other words of a salutation."""

DEGREES = words(
    """
    dr drs dra prof professor doktor msc bsc mba phd llm llb dphil dds rev revd reverend mbbs btech
    mtech bpharm mpharm bcom mcom
    ddr mgr mudr mvdr judr phdr rndr paeddr csc drsc datuk datin dato'
    """
)
"""Titles with or without a full stop; nobody is called so."""

BEFORE_TITLES = words("pd ra raein stb wp apl uzm op doc yrd oegr goer engr")
"""What is a title before another one: PD Dr., but PD James."""

WRITTEN_OUT = words("doktor professor")
"""Titles that are a family name where they stand behind one word of a name: Anna Doktor."""

AFTER_TITLES = words("ueyesi goerevlisi")
"""What goes on with a title without a full stop: Dr. Öğr. Üyesi."""

SCIENTIFIC = words("mr dr")
"""What is a title before `sc.`: mr. sc. Ana Kovač is a magistra of sciences, and no man."""

HEADS = words(
    """
    dr drs prof professor mag dipl priv ing lic cand stud univ doz ra raein stb wp rev revd hon capt
    dott dottssa avv arch geom mudr mgr bc judr phdr rndr ir
    eng arq rag lek inz av lt col sgt cpt cdr bakk
    engr atty barr adv uzm cdor cdora econ cra
    """
)
"""Titles that are such with a full stop; parts follow them: Dr. med. dent., Dipl.-Ing."""

PARTS = words(
    """
    med phil jur rer nat pol oec habil theol vet dent em kfm kffr kfr inf math phys chem biol psych soz paed
    betriebsw volksw wirt hc h c mult ing univ doz oek agr mont iur sc techn fh dr ssa hab inz
    oegr yrd uz arh gradj el stroj
    """
)
"""What follows a title, with a full stop of its own."""

BEHIND = words(
    """
    m.a b.a m.sc b.sc ph.d ll.m ll.b h.c m.b.a m.d b.eng m.eng d.d.s d.phil j.d
    b.tech m.tech b.com m.com b.ed m.ed m.phil b.pharm m.pharm b.arch m.arch b.des dip.ed m.b.b.s b.d.s m.d.s
    b.b.a b.c.a m.c.a p.g.d.m f.c.a a.c.a
    mag.a dr.in m.si s.si m.kom s.kom m.pd s.pd s.sos m.ag s.ag
    """
)
"""Degrees with full stops inside, as they stand behind a name, or in front (Mag.a)."""

TITLES_OF = {
    "AT": words("di ra"),
    "DE": words("ra stb wp vbp"),
    "FR": words("pr me"),
    "ID": words("h ir"),
    "MX": words("c.p l.c.p l.a.e q.f.b m.v.z"),
    "VN": words("ts ths bs gs pgs ks"),
    **{code: words("mr") for code in ("HR", "RS", "BA", "ME", "MK")},
    "MY": words("h hj hjh"),
    **{code: words("fr") for code in ("IE", "GB", "US", "CA", "AU", "NZ", "PH")},
    **{code: words("fr er ca") for code in ("IN", "NP")},
}
"""Titles that stand in front in a country, in capitals or with a full stop, and are names, words or initials
elsewhere: Diplomingenieur, Rechtsanwalt, Haji, Father."""

WRITTEN_SO = frozenset(("StB", "vBP"))
"""How some of them are written that are not in capitals throughout."""

IN_SMALL_LETTERS = words("mr")
"""Those that are titles in small letters: mr Ana Petrović is a magistra in Serbia."""

RANKS_OF = {
    **{code: words("alhaji alhaja mallam malam chief otunba deacon") for code in ("NG", "GH")},
    **{code: words("sheikh shaikh sheikha shaikha") for code in ("AE", "SA", "KW", "QA", "BH", "OM", "JO")},
}
"""Ranks by the country where a word is one; a given name, or a family name, in others."""

DEGREES_OF = {"ID": r"[SMA]\.[A-Z][A-Za-z]{0,4}(?:\.[A-Z][A-Za-z]{0,3})?\.?"}
"""Regular expressions for degrees behind a comma that are initials in other countries: S.T., M.Kom."""

CAPITALS = words(
    """
    ma ba md jd rn pe cpa cfa pmp esq obe mbe cbe kbe kc qc mp fca aca dvm phd mba msc bsc meng beng llm
    bca mca bds mds bhms bams pgdm b.e m.e m.s bsn msn dnp fnp aprn lcsw lmft mph edd psyd pharmd dpt dmd cfp
    """
)
"""Degrees and honours behind a name, in capitals; several of them are names otherwise: Jack Ma, Md Rahman."""

CAPITALS_TOO = words("ma ba pe beng meng obe mbe kbe kc")
"""Those that are names behind others in capitals as well: KIM LEE MA, TAN AH BENG, but JANE DOE MD."""

BEHIND_A_COMMA = words("do np dds dc od dpm rph slp otr lmt lpc cnm crna dsw msw")
"""Professions in capitals that are such behind a whole name and a comma: Ann Lee, DO."""

PROFESSIONS = words(
    """
    rechtsanwalt rechtsanwaeltin notar notarin steuerberater steuerberaterin wirtschaftspruefer
    wirtschaftsprueferin architekt architektin arzt aerztin zahnarzt zahnaerztin tierarzt tieraerztin
    patentanwalt patentanwaeltin heilpraktiker heilpraktikerin avocat avocate notaire abogado abogada
    attorney solicitor barrister
    """
)
"""Professions written out that are such behind a whole name and a comma: Anna Kern, Rechtsanwältin."""

RANKS = words(
    """
    graf graefin freiherr freifrau baroness fuerst fuerstin herzog herzogin ritter prinz prinzessin
    lord lady dame queen princess duchess countess bishop archbishop cardinal pope abbot rabbi pastor
    father brother sister general colonel captain lieutenant sergeant admiral senator governor president
    """
)
"""Ranks and offices, each a family name as well. Those that are given names too (Dean, Earl, King, Prince,
Major, Judge) are not here: what stands before a name may be one."""

NOBLE = words(
    """
    graf graefin freiherr freifrau freiin baron baronin fuerst fuerstin herzog herzogin ritter edler edle
    prinz prinzessin junker
    """
)
"""Between given and family name they belong to the family name: Otto Graf Lambsdorff, Sacha Baron Cohen."""

NEVER_NAMES = words(
    """
    dr drs prof professor doktor dipl phd mba msc bsc llm esq mr mrs ms mister madame mme monsieur mlle sir
    herrn frau fraeulein familie firma reverend revd rev baronet viscount viscountess duchess marquess
    marchioness countess baroness 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th
    """
)
"""Words that never count as a name, wherever they stand."""

ABBREVIATIONS = words("ing mag med phil jur rer nat habil hc md hr fr fam")
"""Words that are part of a title beside one of those, and else a name: Dr. phil., but Phil Collins."""

RANKS_ONLY = words("lord lady dame miss madam captain baron bart bt count hon of the")
"""Words that a given name mostly is not: they give way to other words of the name, and stay where there are
none (Lady Tatiana, Nguyễn Thế Anh)."""

PEERAGE = NOBLE | words("lord lady dame captain hon bart bt earl duke marquis count prince knight of the")
"""Ranks that go from a name where they stand before its last word and enough of it remains."""
