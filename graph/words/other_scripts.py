"""Names of organizations in Chinese, Japanese, Korean and Greek letters, in Latin ones.

A name in characters has no blanks. What is left of it without legal form, town and trade is mostly what the
firm is called, and stands in its English name by its sound: 上海华天贸易有限公司 is Shanghai Huatian Trading
Co., Ltd.
"""

from __future__ import annotations

import re
import unicodedata

from graph.words.cities import CHARACTERS as CITIES
from graph.words.folding import transliterate

_FORMS = """
co ltd:股份有限公司 有限责任公司 有限責任公司 股份公司 有限公司 公司 주식회사 (주) 유한회사 (유)
|kk:株式会社 (株)|yk:有限会社 (有)|gk:合同会社 (同)|gshk:合資会社
"""
_TRADES = """
group:集团 集團 グループ 그룹|holdings:控股 ホールディングス 홀딩스
|association:一般社団法人 公益社団法人 社団法人|npo:特定非営利活動法人
|foundation:一般財団法人 公益財団法人 財団法人 基金会 基金會 재단
|school:学校法人 学校 학교|medical:医療法人 社会福祉法人 의료법인 医疗 医療 의료
|technology:科技 技术 技術 테크놀로지|trading:贸易 貿易 商贸 商事 무역 상사|import export:进出口 進出口
|electronics:电子 電子 전자
|electric:电气 電気 電氣 電機 电机 전기|machinery:机械 機械 기계|equipment:设备 設備
|chemical:化工 化学 化學 화학|pharmaceutical:制药 製薬 医药 醫藥 제약
|foods:食品 식품|textile:纺织 紡織 섬유|garment:服装 服裝|construction:建设 建設 建筑 建築 건설
|engineering:工程|international:国际 國際 국제|investment:投资 投資|logistics:物流 물류
|transport:运输 運輸 運送 운수|auto:汽车 汽車 自動車 자동차|information:信息|network:网络 網絡
|software:软件 軟件 소프트웨어|bank:银行 銀行 은행|insurance:保险 保険 보험|hotel:酒店 大酒店 ホテル 호텔
|hospital:医院 病院 병원|university:大学 大學 대학교|college:学院|industries:工業 工业 産業 产业 산업
|manufacturing:製作所 制造 製造 제작소|precision:精密 정밀|printing:印刷 인쇄|steel:钢铁 製鉄 鉄鋼 철강
|plastics:塑料 樹脂|metal:金属 金屬 금속|real estate:不動産 房地产 부동산|advertising:广告 広告 광고
|travel:旅行社 旅游 旅行 여행사|energy:能源 エネルギー 에너지|institute:研究所 研究院 연구소
|clinic:クリニック 診療所 의원|pharmacy:薬局 药店 약국|service:サービス 服务 서비스
|system:システム 系统 시스템
"""


def _terms(lines: str) -> dict[str, str]:
    pairs = (line.strip().split(":") for line in lines.split("|"))
    return {term: word for word, terms in pairs for term in terms.split()}


def _any_of(terms: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(it) for it in sorted(terms, key=lambda it: (-len(it), it))))


_FORM_OF, _WORD_OF = _terms(_FORMS), CITIES | _terms(_TRADES)
_FORM, _WORD = _any_of(_FORM_OF), _any_of(_WORD_OF)
_GREEK = (
    (re.compile(r"\bΑ\.? ?Ε\.?(?: ?Ε\.?)?(?=\s|$)"), "sa"),
    (re.compile(r"\bΕ\.? ?Π\.? ?Ε\.?(?=\s|$)"), "ltd"),
    (re.compile(r"\b(?:Μονοπρόσωπη )?Ι\.? ?Κ\.? ?Ε\.?(?=\s|$)"), "pc"),
)


def organization_in_latin(name: str | None) -> str | None:
    """The name of an organization in ASCII letters, with English words for towns and trades, and the legal
    form at the end."""
    if name is None:
        return None
    text = unicodedata.normalize("NFKC", name)
    for form, latin in _GREEK:
        text = form.sub(latin, text)
    forms = [_FORM_OF[form] for form in _FORM.findall(text)]
    text = _WORD.sub(lambda found: f" {_WORD_OF[found[0]]} ", _FORM.sub(" ", text))
    return " ".join([*transliterate(text).split(), *forms])
