"""Cities under one name, folded and in one piece, whatever language they are called in."""

from __future__ import annotations

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

NAMES = {word: line.split()[0] for line in _ALIKE.split("|") for word in line.split()}
"""Spellings of cities and the one that stands for them: München is Munich."""
