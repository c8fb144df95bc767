"""Units of goods that are counted, and those that prices are told for, in small letters."""

from __future__ import annotations

from graph.words.folding import words

UNITS = words(
    """
    x pc pcs piece pieces ea each no nos unit units item items pack packs box boxes set sets pair
    pairs bottle bottles stk stck stück st stücke packung packungen karton flasche flaschen pièce
    pièces pce pces ud uds und unid unidad unidades pza pzas pieza piezas un uni unidade pç pçs peça
    peças pz pezzo pezzi stuk stuks szt sztuk sztuki ks kus kusy db darab kom komad buc bucăți adet
    tane шт штук бр τεμ τμχ buah lembar biji cái chiếc ชิ้น อัน กล่อง 個 个 件 枚 本 台 点 개 יח יחידות قطعة
    kg kilo kilos l ltr liter litre m meter metre qm m2 m² m³ h hr hrs hour hours std stunden
    """
)
"""Parts of these, such as grams, are not: a price is told for the whole."""
