"""Honorifics in letters other than ours, as they are written."""

from __future__ import annotations

ATTACHED = {
    **dict.fromkeys(("นางสาว", "น.ส.", "เด็กหญิง", "ด.ญ.", "นาง"), "female"),
    **dict.fromkeys(("นาย", "เด็กชาย", "ด.ช."), "male"),
    **dict.fromkeys(("คุณ", "ดร."), ""),
}
"""In front of a Thai name, with the gender that they tell; longer ones before those that they begin with."""

BEHIND = {
    "先生": "male",
    **dict.fromkeys(("女士", "小姐", "太太"), "female"),
    **dict.fromkeys(("様", "さま", "さん", "殿", "님", "씨"), ""),
}
"""Behind names in Chinese, Japanese and Korean."""

GENDERS = {
    **dict.fromkeys(("г-н", "السيد", "κ.", "κος", "מר", "श्री", "ông", "آقای", "пан", "ბატონი"), "male"),
    **dict.fromkeys(
        (
            "doña",
            "г-жа",
            "السيدة",
            "الآنسة",
            "κα",
            "κα.",
            "גב'",
            "גברת",
            "श्रीमती",
            "bà",
            "خانم",
            "пані",
            "ქალბატონი",
        ),
        "female",
    ),
}
"""Words of their own before a name, and the gender that they tell."""

DEGREES = frozenset(
    (
        "maître",
        *("д-р", "инж.", "проф.", "доц.", "акад."),
        *('ד"ר', 'עו"ד', 'רו"ח', "פרופ'", "הרב", "אינג'"),
        *(
            "الدكتور",
            "الدكتورة",
            "المهندس",
            "المهندسة",
            "الأستاذ",
            "الأستاذة",
            "الشيخ",
            "المحامي",
            "المحامية",
        ),
        *("د.", "م.", "أ.", "أ.د."),
    )
)
"""Titles of their own."""
