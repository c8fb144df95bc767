"""The code page of a text by its letters."""

import pytest

from ingest.readers.code_pages import code_page_of, decoded

_TEXTS = {
    "cp1250": ("Kővári Erdős;Szűcs", "Příjmení;Dvořák", "Łódź;Świętosława", "Müller;Dvořák;Čapek"),
    "cp1252": (
        "Hélène;François;Müller;Größe;Ñandú",
        "Sørensen;Østergaard",
        "João;São",
        "Þórður;Guðrún",
        "Zoë",
    ),
    "cp1254": ("AYŞE;Yılmaz", "Müşteri;Çelik;Ağaoğlu"),
    "cp1257": ("Jānis Bērziņš;Ķekava", "Šarūnas Žukauskas"),
    "cp1251": ("Фамилия;Иванов;МОСКВА", "Клієнт;Їжак;Рівне"),
    "cp1253": ("Επώνυμο;ΠΑΠΑΔΟΠΟΥΛΟΣ", "Όνομα;Αθήνα"),
    "cp1255": ("שם פרטי,שם משפחה,טלפון",),
    "cp1256": ("الاسم,رقم الهاتف,محمد العلي",),
    "cp874": ("ชื่อ,นามสกุล,เบอร์โทร,สมชาย",),
    "cp932": ("注文番号,山田 太郎,ヤマダ",),
    "cp949": ("이름,김민준,서울특별시",),
    "gb18030": ("姓名,张伟,北京市朝阳区",),
    "cp950": ("姓名,陳大文,電話號碼,台北市",),
}


@pytest.mark.parametrize(("page", "text"), [(page, text) for page, texts in _TEXTS.items() for text in texts])
def test_letters_tell_the_code_page(page: str, text: str) -> None:
    assert code_page_of(f"Nr,Name\n1,{text}\n".encode(page)) == page


@pytest.mark.parametrize("text", [b"", b"Nr,Name\n1,Meier\n", b"\xff\xfe\x81\x8d"])
def test_what_tells_nothing_is_in_the_usual_page(text: bytes) -> None:
    assert code_page_of(text) == "cp1252"


def test_a_character_that_is_cut_off_is_left_out() -> None:
    assert decoded("山田".encode("cp932")[:-1], "cp932") == "山"
