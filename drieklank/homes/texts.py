"""The words of the parents' and pupils' portal, complete in Dutch, English and Arabic.

The English and Arabic have not been read over by a native reader yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LANGUAGES: Final = ("nl", "en", "ar")
RIGHT_TO_LEFT: Final = frozenset({"ar"})

_TEXTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "hello": ("Dag {name}", "Hello {name}", "أهلًا {name}"),
    "lead": (
        "Hier ziet u uw kind, en wat de school over u weet.",
        "Here you see your child, and what the school knows about you.",
        "هنا ترون طفلكم، وما تعرفه المدرسة عنكم.",
    ),
    "lead_pupil": (
        "Hier zie je wat de school over jou weet.",
        "Here you see what the school knows about you.",
        "هنا ترى ما تعرفه المدرسة عنك.",
    ),
    "home": ("Thuis", "Home", "الرئيسية"),
    "data": ("Mijn gegevens", "My data", "بياناتي"),
    "children": ("Uw kinderen", "Your children", "أطفالكم"),
    "me": ("Jij op school", "You at school", "أنت في المدرسة"),
    "teacher": ("Leerkracht of mentor", "Teacher or mentor", "المعلم أو المعلمة"),
    "round_title": (
        "De school vraagt wat u vindt",
        "The school asks what you think",
        "المدرسة تسأل عن رأيكم",
    ),
    "round_text": (
        (
            "U kreeg een vragenlijst per e-mail of brief. Zes minuten, en niemand kan zien wat u "
            "antwoordt. U kunt meedoen tot en met {day}."
        ),
        (
            "You received a questionnaire by e-mail or letter. It takes six minutes, and nobody can see "
            "what you answer. You can take part until {day}."
        ),
        (
            "وصلكم استبيان بالبريد الإلكتروني أو برسالة. يستغرق ست دقائق، ولا يستطيع أحد معرفة "
            "إجاباتكم. يمكنكم المشاركة حتى {day}."
        ),
    ),
    "round_button": ("Ik heb een code", "I have a code", "لديّ رمز"),
    "nothing": (
        "U hoeft nu niets te doen.",
        "There is nothing to do now.",
        "لا يوجد ما تفعلونه الآن.",
    ),
    "no_children": (
        (
            "De school deelt op dit moment geen informatie over een kind met u. Klopt dat niet? "
            "Neem contact op met de school."
        ),
        (
            "The school is not sharing information about a child with you at the moment. Is that not "
            "right? Please contact the school."
        ),
        "لا تشارك المدرسة حاليًا معلومات عن طفل معكم. هل هذا غير صحيح؟ تواصلوا مع المدرسة.",
    ),
    "data_title": (
        "Dit weet de school over u",
        "What the school knows about you",
        "ما تعرفه المدرسة عنكم",
    ),
    "data_title_pupil": (
        "Dit weet de school over jou",
        "What the school knows about you",
        "ما تعرفه المدرسة عنك",
    ),
    "data_lead": (
        "Klopt er iets niet? Bel of mail de school. Zij passen het aan.",
        "Is something wrong? Call or e-mail the school. They will change it.",
        "هل هناك خطأ؟ اتصلوا بالمدرسة أو راسلوها، وسيصححونه.",
    ),
    "name": ("Naam", "Name", "الاسم"),
    "birth_date": ("Geboortedatum", "Date of birth", "تاريخ الميلاد"),
    "email": ("E-mail", "E-mail", "البريد الإلكتروني"),
    "phone": ("Telefoon", "Phone", "الهاتف"),
    "address": ("Adres", "Address", "العنوان"),
    "language": ("Taal", "Language", "اللغة"),
    "group": ("Groep", "Class", "الصف"),
    "unknown": ("niet bekend", "not known", "غير معروف"),
    "looked_title": (
        "Wie keek er naar uw gegevens?",
        "Who looked at your data?",
        "من اطّلع على بياناتكم؟",
    ),
    "looked_title_pupil": (
        "Wie keek er naar jouw gegevens?",
        "Who looked at your data?",
        "من اطّلع على بياناتك؟",
    ),
    "looked_none": (
        "In de afgelopen tijd keek niemand.",
        "Nobody has looked recently.",
        "لم يطّلع أحد مؤخرًا.",
    ),
    "rights_title": ("Uw rechten", "Your rights", "حقوقكم"),
    "rights_title_pupil": ("Jouw rechten", "Your rights", "حقوقك"),
    "rights": (
        (
            "U mag alles zien wat de school over u bewaart. U mag vragen om het te verbeteren of weg te "
            "halen. De school antwoordt binnen een maand."
        ),
        (
            "You may see everything the school keeps about you. You may ask to correct or remove it. The "
            "school answers within one month."
        ),
        "يحق لكم رؤية كل ما تحفظه المدرسة عنكم، وطلب تصحيحه أو حذفه. ترد المدرسة خلال شهر.",
    ),
    "rights_pupil": (
        (
            "Vanaf 16 jaar beslis je zelf over je gegevens. Je mag alles zien, en vragen om het te "
            "verbeteren of weg te halen."
        ),
        (
            "From the age of 16 you decide about your own data. You may see everything, and ask to "
            "correct or remove it."
        ),
        "من عمر 16 سنة تقرر بنفسك بشأن بياناتك. يمكنك رؤية كل شيء، وطلب تصحيحه أو حذفه.",
    ),
    "call_school": (
        "Vragen? Bel de school",
        "Questions? Call the school",
        "أسئلة؟ اتصلوا بالمدرسة",
    ),
    "sign_out": ("Afmelden", "Sign out", "تسجيل الخروج"),
}

TEXTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        language: MappingProxyType({key: words[place] for key, words in _TEXTS.items()})
        for place, language in enumerate(LANGUAGES)
    }
)


def direction(language: str) -> str:
    """`rtl` for a script that runs from the right, else `ltr`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
