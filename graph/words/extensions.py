"""Words before the extension of a telephone number, in small letters."""

from __future__ import annotations

from graph.words.folding import words

EXTENSIONS = words(
    """
    app apparat durchwahl dw ext extn extension x loc local dahili доб вн внутр anexo anx interno int
    ramal wew wewn linka kl klapka poste toestel tst εσωτ εσωτερικό ต่อ 内線 内线 分机 內線 分機 내선
    转 轉 שלוחה melek mell anknytning anknyt alanumero alanro sisenumber lokal kućni داخلی داخلي дод
    ankn samb sambungan تحويلة máy nhánh
    """
) | {"máy lẻ", "số nội bộ"}
