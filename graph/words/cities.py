"""Cities under one name, folded and in one piece, whatever language they are called in."""

from __future__ import annotations

from graph.words.folding import fold_text

CHARACTERS = {
    **{"上海": "shanghai", "北京": "beijing", "深圳": "shenzhen", "广州": "guangzhou", "廣州": "guangzhou"},
    **{"苏州": "suzhou", "杭州": "hangzhou", "南京": "nanjing", "天津": "tianjin", "武汉": "wuhan"},
    **{"成都": "chengdu", "重庆": "chongqing", "西安": "xian", "宁波": "ningbo", "青岛": "qingdao"},
    **{"东莞": "dongguan", "厦门": "xiamen", "大连": "dalian", "无锡": "wuxi", "佛山": "foshan"},
    **{"济南": "jinan", "沈阳": "shenyang", "长沙": "changsha", "郑州": "zhengzhou", "福州": "fuzhou"},
    **{"香港": "hongkong", "台北": "taipei", "臺北": "taipei", "高雄": "kaohsiung"},
    **{"東京": "tokyo", "大阪": "osaka", "京都": "kyoto", "名古屋": "nagoya", "横浜": "yokohama"},
    **{"神戸": "kobe", "福岡": "fukuoka", "札幌": "sapporo", "仙台": "sendai", "広島": "hiroshima"},
    **{"川崎": "kawasaki", "埼玉": "saitama", "千葉": "chiba", "北九州": "kitakyushu"},
}
"""Large cities in characters, and how they are written in Latin letters."""

_ALIKE = """
munich muenchen munchen monachium|cologne koeln koln keulen|nuremberg nuernberg nurnberg norimberga
|hanover hannover|brunswick braunschweig|dusseldorf duesseldorf|vienna wien becs|zurich zuerich zurigo
|geneva genf geneve ginevra ginebra|basel basle bale|lucerne luzern|bern berne berna
|strasbourg strassburg strasburgo
|milan milano mailand mediolan|rome roma rom rzym|turin torino|genoa genova genua|naples napoli neapel
|venice venezia venedig venecia|florence firenze florenz florencia|padua padova|bologna bolonia
|lisbon lisboa lissabon lisbonne|seville sevilla|saragossa zaragoza|prague praha prag praga|brno bruenn
|warsaw warszawa warschau varsovie|krakow cracow krakau cracovia|gdansk danzig|wroclaw breslau|poznan posen
|szczecin stettin|budapest budapeszt|bucharest bucuresti bukarest|belgrade beograd belgrad|athens athina athen
atenas|thessaloniki saloniki|copenhagen kobenhavn kopenhagen copenhague|gothenburg goteborg goeteborg
|brussels bruxelles brussel bruessel bruselas|antwerp antwerpen anvers|ghent gent gand|bruges brugge
|liege luettich luik|thehague denhaag sgravenhage lahaye|luxembourg luxemburg|moscow moskva moskau moscou
|kyiv kiev kiew|lviv lemberg lwow|ljubljana laibach|zagreb agram|bratislava pressburg
"""

# 横浜市 is Yokohama, whatever its characters sound like in Chinese.
NAMES = {
    (fold_text(place + end) or ""): city
    for place, city in CHARACTERS.items()
    for end in ("", "市", "都", "府")
} | {word: line.split()[0] for line in _ALIKE.split("|") for word in line.split()}
"""Spellings of cities and the one that stands for them: München is Munich."""
