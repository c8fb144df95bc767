"""Text in another encoding than the mapping says, or in none."""

from tests.ingest.readers.hostile_case import GOOD, HEAD, TEXT, Case, whole

UTF8 = {"encoding": "utf-8"}

ENCODINGS = (
    Case(
        "cp1252 in the middle",
        (HEAD + "1,M").encode() + b"\xfcller,Ulm\n" + GOOD.encode(),
        bad=((2, "", "has a byte (0xfc) that is not utf-8"),),
    ),
    *(
        whole(
            f"{name} and not UTF-8",
            TEXT.decode().encode(name),
            f"is {name}, the mapping says utf-8",
            options=UTF8,
        )
        for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32")
    ),
    *(
        Case(f"{name} that nobody named", TEXT.decode().encode(name), values={"9": "Groß"})
        for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252")
    ),
    Case(
        "Polish by the source's country",
        f"{HEAD}8,Łukasz,Łódź\n9,Świętosława,Kraków\n".encode("cp1250"),
        options={"country": "PL"},
        values={"8": "Łukasz", "9": "Świętosława"},
    ),
    Case(
        "Ukrainian by the source's country",
        f"{HEAD}8,Кіра,Київ\n9,Їжак,Рівне\n".encode("cp1251"),
        options={"country": "UA"},
        values={"8": "Кіра", "9": "Їжак"},
    ),
    *(
        Case(
            f"{page} by the source's country",
            f"{HEAD}8,{name},{name}\n9,{name},\n".encode(page),
            options={"country": country},
            values={"8": name, "9": name},
        )
        for country, page, name in (
            ("JP", "cp932", "田中"),
            ("KR", "cp949", "김민준"),
            ("CN", "gb18030", "张伟"),
            ("TW", "cp950", "陳大文"),
            ("TH", "cp874", "สมชาย"),
        )
    ),
    Case(
        "of a country whose code page is not known",
        "Nr,Name,Ort\n8,田中,東京\n".encode("shift_jis"),
        good=(),
        bad=((2, "", "has a byte (0x93) that is not utf-8"),),
        options={"country": "GE"},
    ),
    whole("UTF-8 and not UTF-16", TEXT, "is utf-8, the mapping says utf-16", options={"encoding": "utf-16"}),
    whole(
        "UTF-16 of the other order",
        TEXT.decode().encode("utf-16-be"),
        "is utf-16-be, the mapping says utf-16",
        options={"encoding": "utf-16"},
    ),
    whole(
        "marked UTF-8 and not cp1252",
        b"\xef\xbb\xbf" + TEXT,
        "is utf-8, the mapping says cp1252",
        options={"encoding": "cp1252"},
    ),
    Case(
        "UTF-16 with a mark",
        TEXT.decode().encode("utf-16"),
        options={"encoding": "utf-16"},
        values={"9": "Groß"},
    ),
    Case(
        "UTF-16 as said",
        TEXT.decode().encode("utf-16-be"),
        options={"encoding": "utf-16-be"},
        values={"9": "Groß"},
    ),
    Case(
        "half a character of UTF-16",
        TEXT.decode().encode("utf-16-le")[:-1],
        good=("8",),
        broken=True,
        options={"encoding": "utf-16-le"},
        error="is not utf-16-le behind line",
    ),
    Case(
        "a byte that cp1252 has not",
        TEXT.replace("ß".encode(), b"\x81").replace("ö".encode(), b"\xf6"),
        good=("8",),
        options={"encoding": "cp1252"},
        bad=((3, "", "has a byte (0x81) that is not cp1252"),),
    ),
    Case(
        "cp1252 read as Latin-1",
        TEXT.replace("ß".encode(), b"\x80").replace("ö".encode(), b"\xf6"),
        good=("8",),
        options={"encoding": "latin-1"},
        bad=((3, "", "has a byte (0x80) that no text in iso8859-1 has"),),
    ),
    Case("UTF-8 read as cp1252", TEXT, options={"encoding": "cp1252"}, values={"9": "Groß"}),
)
