"""Legal forms of firms in the spellings in use, and other words that only firms have."""

from __future__ import annotations

from pathlib import Path

from graph.words.folding import words

_DATA = Path(__file__).parent / "data" / "legal_forms.csv"

WRITTEN_OUT = dict(line.split(",") for line in _DATA.read_text(encoding="utf-8").splitlines())
"""Legal forms written out, folded, and what firms write for short."""

SURE = words(
    """
    gmbh ggmbh mbh kg kgaa ohg gbr gesbr gesnbr partg partgmbb ekfm ekfr kgmbh cokg inc incorporated
    corp corporation ltd limited llc lllp llp plc pllc pty pvt pte bhd sdn unlimited sarl sasu eurl
    selarl snc scop sprl bvba asbl srl srls sapa sccl ltda eireli lda unipessoal slu sapi sagl aps oyj
    abp kft zrt nyrt sro spzoo spk dooel eood ood ead uab ooo oao zao eirl
    shpk jsc ojsc cjsc pjsc fze fzco fzc wll saog tbk kkt scoop
    """
) | {form for form in WRITTEN_OUT if " " not in form}
"""Words, without full stops, that nobody is called and that mean a firm wherever they stand but in front."""

SURE_AT_HOME = {
    "asa": ("NO",),
    "doo": ("SI", "HR", "BA", "RS", "ME", "MK"),
    "osk": ("FI", ""),
    "pao": ("RU", "BY", "KZ"),
    "sae": ("EG",),
    "tov": ("UA",),
    "vos": ("CZ", "SK"),
}
"""The same in the countries that have the form; elsewhere they are names: Jan Vos, Somchai Sae Lim. An empty
text is for names of no country that end so."""

SURE_BY_CASE = words("asa doo")
"""Those that tell a firm elsewhere, too, where they are written in another way than names: Equinor ASA."""

OTHER_WORDS = words(
    """
    ag se sa ab as oy nv bv ek ev eg eu ug og co cie cia spa sas sau sl sc scs lp pc ks hb kb hf ehf ans enk
    ad dd ou oue pt kk vof cv cic clg dac
    """
)
"""Legal forms that are names or words as well: such at the end of a name, as a firm writes them."""

WRITTEN = frozenset(("eK", "eV", "eG", "eU", "Oy", "SpA", "OÜ", "Co.", "Cie.", "Cie"))
"""How firms write some of them besides in capitals (AG) and with full stops (S.A.)."""

NOT_IN_CAPITALS = words("ek ev eg eu co cie")
"""Those that firms do not write in capitals: Daniel EK is a person."""

NAMES_TOO = words("sa se as ks sau")
"""Those that are family names where a given name stands before them: Ana SA."""

NAMES_TOO_BEHIND = words("de da van von")
"""And where one of these does: MARIA DE SA, PIETER VAN AS."""

INITIALS_TOO = words("ab ag se as oy ug og lp pc ks hb kb ad dd ou pt kk hf")
"""Those that firms write without full stops: behind one word, letters with full stops are initials."""

IN_FRONT = words("ooo oao zao pao tov uab sci snc рао ооо оао зао пао тов ао тоо ип чп фоп")
"""Legal forms that stand before the name, in capitals, in lower case here."""

IN_FRONT_TOO = words("sas earl")
"""Those that are names of people where everything is in capitals."""

FRONT_OF = {"ID": words("pt cv ud"), "LV": words("sia ik"), "LT": words("uab mb ii")}
BEHIND_OF = {"HU": words("bt kht"), "ZA": words("cc"), "LT": words("mb"), "BR": words("me epp mei")}
"""Legal forms by country, which are names or initials in others, before and behind the name, in capitals."""

FORMS_IN_FRONT = words("sarl sasu eurl gaec selarl ets m/s gbr weg")
"""Legal forms and words for a firm that stand before its name, in whatever letters."""

SOCIETY = words("Sté sté STE STÉ")
"""Société for short, as written: Ste is short for Stephen."""

SOCIETY_TOO = words("FR BE LU CH MC MA TN DZ")
"""Countries where it is that without an accent."""

CHARACTERS = (
    *(
        "株式会社",
        "有限会社",
        "合同会社",
        "合資会社",
        "(株)",
        "（株）",
        "㈱",
        "有限公司",
        "股份公司",
        "集团",
        "集團",
    ),
    *(" Ο.Ε.", " Ε.Ε.", " Α.Ε.", " Ε.Π.Ε.", "(유)", "Doanh nghiệp"),
    *("შპს", "شرکت ", "کارخانه "),
    *("จำกัด", "บริษัท", "หจก.", "ห้างหุ้นส่วน"),
    *("Công ty", "Công Ty", "CÔNG TY", "Tập đoàn", "Tập Đoàn"),
    *("주식회사", "유한회사", "(주)", "㈜"),
)
"""What names of firms in scripts and languages other than ours hold, before, behind or within."""

PHRASES = tuple(form for form in WRITTEN_OUT if " " in form)
"""Legal forms of several words."""

NOUNS = words("company stiftung foundation holdings verein genossenschaft")
"""Words that only the names of organizations end with."""

FIRM_WORDS = words(
    """
    soehne sohn sons son daughters brothers bros gebrueder gebr partner partners associates kollegen
    fils freres figli fratelli hijos hermanos zonen zn soner soenner co cie cia comp company
    """
)
"""Words that make a firm of a name behind an `and`: Smith & Sons, Kern und Partner."""

BROTHERS = words("gebr gebrueder fratelli hermanos")
"""Words that do so in front of it: Gebr. Kern."""

FILLERS = words("and und et the company co cie cia cokg")
"""Words that do not tell one firm from another."""

ARTICLES = words("the firma fa")
"""Words before the name of a firm that are no part of it."""

SHORT = {form.replace(" ", ""): short for form, short in WRITTEN_OUT.items()} | {
    "cia": "co",
    "cie": "co",
    "cokg": "kg",
    "company": "co",
    "corporation": "corp",
    "ekfm": "ek",
    "ekfr": "ek",
    "incorporated": "inc",
    "limited": "ltd",
    "ltda": "lda",
    "mbh": "gmbh",
    "oue": "ou",
    "pte": "ltd",
    "pty": "ltd",
    "pvt": "ltd",
}
"""Forms written out, without blanks, and what firms write for short."""

LINKS = words("and und et the")
"""Fillers that are no part of a legal form."""


def _letters(form: str) -> str:
    """A short form as it is left once its full stops are blanks: `s a r l` beside `sarl`."""
    return " ?".join(form) if len(form) <= 5 else form


def _alternatives(forms: tuple[str, ...]) -> str:
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


ANYWHERE = (
    rf"\b(?:{_alternatives(PHRASES)}|{_alternatives(tuple(map(_letters, SURE.union(SURE_AT_HOME))))})\b"
)
"""Regular expression over folded words with a blank between them: forms that go wherever they stand."""

AT_THE_END = rf"(?: (?:{_alternatives(tuple(map(_letters, OTHER_WORDS | FILLERS)))}))+ *$"
"""The same for forms that are words as well."""

FORMS_AT_THE_END = rf"\b(?:{_alternatives(tuple(map(_letters, OTHER_WORDS | FILLERS)))})\b"
"""Each of these by itself, in what AT_THE_END finds."""
