"""What people of a country are called, in nine languages."""

from __future__ import annotations

_WRITTEN = """
DE deutsch german|AT oesterreichisch austrian|CH schweizerisch swiss|LI liechtensteinisch
LU luxemburgisch luxembourgish|FR franzoesisch french|BE belgisch belgian|NL niederlaendisch dutch
IT italienisch italian|ES spanisch spanish|PT portugiesisch portuguese
GB britisch british englisch english schottisch scottish walisisch welsh|IE irisch irish
DK daenisch danish|SE schwedisch swedish|NO norwegisch norwegian|FI finnisch finnish
IS islaendisch icelandic|PL polnisch polish|CZ tschechisch czech|SK slowakisch slovak slovakian
HU ungarisch hungarian|SI slowenisch slovenian|HR kroatisch croatian|RS serbisch serbian
BA bosnisch bosnian|MK mazedonisch macedonian|AL albanisch albanian|XK kosovarisch kosovan kosovar
ME montenegrinisch montenegrin|BG bulgarisch bulgarian|RO rumaenisch romanian|GR griechisch greek
CY zyprisch cypriot|MT maltesisch maltese|EE estnisch estonian|LV lettisch latvian|LT litauisch lithuanian
TR tuerkisch turkish|UA ukrainisch ukrainian|RU russisch russian|BY belarussisch belarusian
MD moldauisch moldovan|GE georgisch georgian|AM armenisch armenian|AZ aserbaidschanisch azerbaijani
KZ kasachisch kazakh|UZ usbekisch uzbek|US amerikanisch us-amerikanisch american|CA kanadisch canadian
MX mexikanisch mexican|BR brasilianisch brazilian|AR argentinisch argentine argentinian
CL chilenisch chilean|CO kolumbianisch colombian|PE peruanisch peruvian|VE venezolanisch venezuelan
CU kubanisch cuban|AU australisch australian|NZ neuseelaendisch|CN chinesisch chinese
JP japanisch japanese|TW taiwanisch taiwanese|KR suedkoreanisch|IN indisch indian
PK pakistanisch pakistani|BD bangladeschisch bangladeshi|NP nepalesisch nepalese|LK srilankisch
AF afghanisch afghan|IR iranisch iranian|IQ irakisch iraqi|SY syrisch syrian|LB libanesisch lebanese
JO jordanisch jordanian|IL israelisch israeli|SA saudisch saudi|YE jemenitisch yemeni
EG aegyptisch egyptian|MA marokkanisch moroccan|TN tunesisch tunisian|DZ algerisch algerian
LY libysch libyan|SD sudanesisch sudanese|ER eritreisch eritrean|ET aethiopisch ethiopian
SO somalisch somali|KE kenianisch kenyan|NG nigerianisch nigerian|GH ghanaisch ghanaian
SN senegalesisch senegalese|CM kamerunisch cameroonian|ZA suedafrikanisch|TH thailaendisch thai
VN vietnamesisch vietnamese|PH philippinisch filipino|ID indonesisch indonesian|MY malaysisch malaysian
"""

_OF_WOMEN_AND_MEN = """
DE allemand/e aleman/a tedesc/o/a alemao alema duits/e niemieck/i/a/ie alman
AT autrichien/ne austriac/o/a oostenrijks/e austriack/i/a/ie avusturyali
CH suisse suiz/o/a svizzer/o/a zwitsers/e szwajcarsk/i/a/ie isvicreli
FR francais/e frances/a francese frans/e francusk/i/a/ie fransiz
BE belge belga belgisch/e belgijsk/i/a/ie belcikali
NL neerlandais/e holandes/a neerlandes/a olandese nederlands/e holendersk/i/a/ie hollandali
IT italien/ne italian/o/a italiaans/e wlosk/i/a/ie italyan
ES espagnol/e espanol/a spagnol/o/a espanhol/a spaans/e hiszpansk/i/a/ie ispanyol
PT portugais/e portugues/a portoghese portugees/e portugalsk/i/a/ie portekizli
GB britannique britanic/o/a ingles/a anglais/e inglese brits/e brytyjsk/i/a/ie ingiliz
IE irlandais/e irlandes/a irlandese iers/e irlandzk/i/a/ie irlandali
PL polonais/e polac/o/a polones/a polacc/o/a pools/e polsk/i/a/ie polonyali
CZ tcheque chec/o/a ceco ceca tcheco/a tsjechisch/e czesk/i/a/ie cek
RO roumain/e ruman/o/a rumen/o/a romen/o/a roemeens/e rumunsk/i/a/ie romen
GR grec grecque grieg/o/a greco greca greg/o/a grieks/e greck/i/a/ie yunan
TR turc turque turc/o/a turk turks/e tureck/i/a/ie
UA ukrainien/ne ucranian/o/a ucrain/o/a oekraiens/e ukrainsk/i/a/ie ukraynali
RU russe rus/o/a russ/o/a russisch/e rosyjsk/i/a/ie
US americain/e estadounidense american/o/a statunitense amerikaans/e amerykansk/i/a/ie amerikan
MA marocain/e marroqui marocchin/o/a marokkaans/e marokansk/i/a/ie fasli
DZ algerien/ne argelin/o/a algerin/o/a algerijns/e
TN tunisien/ne tunecin/o/a tunisin/o/a tunesisch/e
BR bresilien/ne brasilen/o/a brasilian/o/a brasileir/o/a braziliaans/e brazylijsk/i/a/ie brezilyali
MX mexicain/e mexican/o/a messican/o/a mexicaans/e meksykansk/i/a/ie meksikali
AR argentin/e argentin/o/a argentijns/e argentynsk/i/a/ie
CN chinois/e chin/o/a cinese chines/a chinees/e chinsk/i/a/ie cinli
JP japonais/e japones/a giapponese japans/e japonsk/i/a/ie japon
IN indien/ne indi/o/a indian/o/a indyjsk/i/a/ie hintli
"""
"""Words with what stands in place of nothing, or behind, for women and men: `allemand/e` is both allemand and
allemande, `tedesc/o/a` is tedesco and tedesca."""


def _forms(word: str) -> list[str]:
    stem, *endings = word.split("/")
    whole = [] if len(endings) > 1 else [stem]
    return [*whole, *(stem + ending for ending in endings)]


COUNTRIES: dict[str, str] = {
    form: code
    for line in _OF_WOMEN_AND_MEN.strip().splitlines()
    for code, *said in (line.split(),)
    for word in said
    for form in _forms(word)
} | {
    word: code
    for line in _WRITTEN.strip().splitlines()
    for code, *said in (entry.split() for entry in line.split("|"))
    for word in said
}
"""The country of each adjective, folded: `deutsch` and `german` are DE."""
