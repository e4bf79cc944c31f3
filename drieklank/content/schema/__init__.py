"""The shape of everything in content/: what a file may say, checked while loading, frozen afterwards."""

from drieklank.content.schema.base import Review, Strict, VersionOf
from drieklank.content.schema.certificate import (
    CertificateCriterion,
    CertificateLimits,
    CertificateRules,
)
from drieklank.content.schema.framework import (
    Framework,
    Goal,
    Indicator,
    Level,
    ScoredBy,
    Sentence,
    Tip,
)
from drieklank.content.schema.instrument import Asked, Instrument, Way, Window
from drieklank.content.schema.questionnaire import (
    ON_A_SCALE,
    WITH_OPTIONS,
    Answer,
    Audience,
    Item,
    Kind,
    Option,
    Part,
    Questionnaire,
    Scale,
)
from drieklank.content.schema.wording import (
    Channel,
    Filled,
    FrontMatter,
    Message,
    Page,
    SurveyInterface,
    SurveyTexts,
)

__all__ = [
    "ON_A_SCALE",
    "WITH_OPTIONS",
    "Answer",
    "Asked",
    "Audience",
    "CertificateCriterion",
    "CertificateLimits",
    "CertificateRules",
    "Channel",
    "Filled",
    "Framework",
    "FrontMatter",
    "Goal",
    "Indicator",
    "Instrument",
    "Item",
    "Kind",
    "Level",
    "Message",
    "Option",
    "Page",
    "Part",
    "Questionnaire",
    "Review",
    "Scale",
    "ScoredBy",
    "Sentence",
    "Strict",
    "SurveyInterface",
    "SurveyTexts",
    "Tip",
    "VersionOf",
    "Way",
    "Window",
]
