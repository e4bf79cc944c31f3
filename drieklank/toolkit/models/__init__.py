"""The tables of the toolkit, by noun. The library itself is files: see content/toolkit/."""

from drieklank.toolkit.models.handouts import Handout, HandoutKind
from drieklank.toolkit.models.lessons import LessonDone
from drieklank.toolkit.models.links import LinkCheck, LinkState
from drieklank.toolkit.models.own import OwnActivity
from drieklank.toolkit.models.ratings import Again, Rating
from drieklank.toolkit.models.sharing import TeamShare
from drieklank.toolkit.models.stories import SharedState, SharedStory, Story

__all__ = [
    "Again",
    "Handout",
    "HandoutKind",
    "LessonDone",
    "LinkCheck",
    "LinkState",
    "OwnActivity",
    "Rating",
    "SharedState",
    "SharedStory",
    "Story",
    "TeamShare",
]
