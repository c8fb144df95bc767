"""What people of a country are called, in German and English."""

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

COUNTRIES: dict[str, str] = {
    word: code
    for line in _WRITTEN.strip().splitlines()
    for code, *said in (entry.split() for entry in line.split("|"))
    for word in said
}
"""The country of each adjective, folded: `deutsch` and `german` are DE."""
