"""Frequent family names of Japan in characters, and how they are read.

Without blanks nothing in a name says where the family name ends, and its characters are read otherwise in
Chinese: 佐藤健一 is 佐藤 健一, Sato Kenichi.
"""

from __future__ import annotations

import re

_READ = """
佐藤 sato|鈴木 suzuki|高橋 takahashi|田中 tanaka|伊藤 ito|渡辺 watanabe|渡邊 watanabe
|渡邉 watanabe|山本 yamamoto|中村 nakamura|小林 kobayashi|加藤 kato|吉田 yoshida
|山田 yamada|佐々木 sasaki|山口 yamaguchi|松本 matsumoto|井上 inoue|木村 kimura
|斎藤 saito|斉藤 saito|齋藤 saito|齊藤 saito|清水 shimizu|山崎 yamazaki|阿部 abe
|安部 abe|池田 ikeda|橋本 hashimoto|山下 yamashita|石川 ishikawa|中島 nakajima
|前田 maeda|藤田 fujita|後藤 goto|小川 ogawa|岡田 okada|村上 murakami|長谷川 hasegawa
|近藤 kondo|石井 ishii|遠藤 endo|坂本 sakamoto|青木 aoki|藤井 fujii|西村 nishimura
|福田 fukuda|太田 ota|三浦 miura|岡本 okamoto|松田 matsuda|中川 nakagawa|中野 nakano
|原田 harada|小野 ono|田村 tamura|竹内 takeuchi|中山 nakayama|和田 wada|石田 ishida
|森田 morita|上田 ueda|柴田 shibata|酒井 sakai|工藤 kudo|横山 yokoyama|宮崎 miyazaki
|宮本 miyamoto|内田 uchida|高木 takagi|安藤 ando|谷口 taniguchi|大野 ono|丸山 maruyama
|今井 imai|高田 takada|藤本 fujimoto|武田 takeda|村田 murata|上野 ueno|杉山 sugiyama
|増田 masuda|菅原 sugawara|平野 hirano|小島 kojima|大塚 otsuka|千葉 chiba|久保 kubo
|松井 matsui|岩崎 iwasaki|桜井 sakurai|櫻井 sakurai|野口 noguchi|松尾 matsuo
|野村 nomura|木下 kinoshita|菊地 kikuchi|菊池 kikuchi|佐野 sano|大西 onishi
|杉本 sugimoto|新井 arai|荒井 arai|浜田 hamada|濱田 hamada|古川 furukawa|市川 ichikawa
|水野 mizuno|小松 komatsu|島田 shimada|小山 koyama|五十嵐 igarashi|西田 nishida
|高野 takano|山内 yamauchi|西川 nishikawa|菊田 kikuta|川口 kawaguchi|北村 kitamura
|安田 yasuda|川崎 kawasaki|飯田 iida|吉川 yoshikawa|本田 honda|久保田 kubota
|沢田 sawada|澤田 sawada|辻本 tsujimoto|関口 sekiguchi|吉村 yoshimura|岩田 iwata
|中西 nakanishi|服部 hattori|樋口 higuchi|福島 fukushima|川上 kawakami|永井 nagai
|松岡 matsuoka|田口 taguchi|山中 yamanaka|森本 morimoto|土屋 tsuchiya|矢野 yano
|秋山 akiyama|石原 ishihara|広瀬 hirose|松下 matsushita|大橋 ohashi|松浦 matsuura
|吉岡 yoshioka|小池 koike|馬場 baba|浅野 asano|荒木 araki|大久保 okubo|野田 noda
|熊谷 kumagai|川村 kawamura|川田 kawada|岡崎 okazaki|大島 oshima|永田 nagata
|片山 katayama|小田 oda|奥村 okumura
"""
FAMILY_NAMES = dict(pair.split() for pair in _READ.replace("\n", "").split("|"))
"""How family names of two and three characters are read, in Latin letters without marks of length."""

ANY_FAMILY_NAME = "|".join(sorted(FAMILY_NAMES, key=lambda name: (-len(name), name)))
"""A pattern of all of them, the longer ones first."""

_ALONE = re.compile(rf"(?<![㐀-鿿々])(?:{ANY_FAMILY_NAME})(?=[市県]?(?![㐀-鿿々]))")
"""As a word of its own, or as the name of a city or prefecture, that is written with its kind and without."""


def with_readings(text: str) -> str:
    """The text with family names that stand as words of their own in Latin letters."""
    return _ALONE.sub(lambda found: FAMILY_NAMES[found[0]].title(), text)
