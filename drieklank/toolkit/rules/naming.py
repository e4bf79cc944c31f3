"""What the words of the library are called on a page."""

from collections.abc import Mapping
from typing import Final

from drieklank.content.schema.activity import (
    EvidenceLevel,
    ForWhom,
    LedBy,
    Minutes,
    Pillar,
    Theme,
)
from drieklank.content.schema.support import Topic

# Name and one sentence of each pillar.
PILLARS: Final[Mapping[Pillar, tuple[str, str]]] = {
    Pillar.VISION: ("Een duidelijke visie", "Weten wat je wilt, en het samen met ouders zeggen."),
    Pillar.PARENTS: ("Een groep van ouders", "Ouders kennen elkaar en voelen zich een groep."),
    Pillar.BOND: (
        "Een sterke band",
        "Leerkracht en ouder kennen elkaar voordat er iets aan de hand is.",
    ),
    Pillar.EXCHANGE: (
        "Vast contact, over en weer",
        "Informatie gaat op vaste momenten twee kanten op.",
    ),
}
THEMES: Final[Mapping[Theme, str]] = {
    Theme.GENERAL: "samenwerken met ouders",
    Theme.FIJNE_SCHOOL: "een fijne school",
    Theme.LOB: "loopbaan en studiekeuze",
    Theme.NEWCOMERS: "nieuwkomers",
    Theme.SUPPORT: "passend onderwijs",
    Theme.TRANSITIONS: "overstappen",
}
FOR_WHOM: Final[Mapping[ForWhom, str]] = {
    ForWhom.TEAM: "het team",
    ForWhom.PARENTS: "ouders",
    ForWhom.PARENTS_AND_TEAM: "ouders en team",
    ForWhom.FAMILY: "ouders en kind",
}
LED_BY: Final[Mapping[LedBy, str]] = {
    LedBy.TEACHER: "leerkracht of mentor",
    LedBy.LEADER: "schoolleider",
    LedBy.CARE_COORDINATOR: "intern begeleider of zorgcoördinator",
    LedBy.WORKING_GROUP: "werkgroep",
    LedBy.ADVISER: "adviseur",
    LedBy.PARENT: "ouder",
}
EVIDENCE: Final[Mapping[EvidenceLevel, str]] = {
    EvidenceLevel.IDEA: "Een idee, nog niet onderzocht",
    EvidenceLevel.PRACTICE: "Uit de praktijk",
    EvidenceLevel.ATTITUDES: "Enig onderzoek",
    EvidenceLevel.TRIAL: "Goed onderzocht",
    EvidenceLevel.TRIALS: "Vaak en goed onderzocht",
}
# How many of the three dots are filled.
EVIDENCE_DOTS: Final[Mapping[EvidenceLevel, int]] = {
    EvidenceLevel.IDEA: 0,
    EvidenceLevel.PRACTICE: 1,
    EvidenceLevel.ATTITUDES: 2,
    EvidenceLevel.TRIAL: 3,
    EvidenceLevel.TRIALS: 3,
}
# Which sides of the triangle child, parent, school become stronger, and how that is said.
SIDES: Final[Mapping[ForWhom, tuple[str, str]]] = {
    ForWhom.TEAM: ("parent-school", "Sterker: ouder en school"),
    ForWhom.PARENTS: ("child-parent", "Sterker: kind en ouder"),
    ForWhom.PARENTS_AND_TEAM: ("parent-school", "Sterker: ouder en school"),
    ForWhom.FAMILY: ("child-parent parent-school child-school", "Sterker: alle drie de zijden"),
}
TOPICS: Final[Mapping[Topic, str]] = {
    Topic.PARTICIPATION: "Samenwerken en meedenken",
    Topic.SUPPORT: "Passend onderwijs",
    Topic.NEWCOMERS: "Nieuwkomers",
    Topic.LOB: "Loopbaan en studiekeuze",
    Topic.TRANSITIONS: "Overstappen",
    Topic.SAFETY: "Een veilige school",
    Topic.PRIVACY: "Privacy",
}
# From which age up to which a tip may begin, and how that is called.
AGES: Final = (
    (4, 5, "Vanaf 4 jaar"),
    (6, 7, "Vanaf 6 jaar"),
    (8, 9, "Vanaf 8 jaar"),
    (10, 17, "Vanaf 10 jaar"),
)


def minutes_words(minutes: Minutes) -> str:
    """How long it takes: "45 minuten, 20 om voor te bereiden", or per family."""
    if minutes.each is not None:
        return minutes.each
    doing = f"{minutes.doing} minuten"
    return f"{doing}, {minutes.preparation} om voor te bereiden" if minutes.preparation else doing
