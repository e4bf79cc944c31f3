"""Why an activity is recommended: one plain sentence per reason, and none that says more than is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from drieklank.content.schema.activity import ActivityHead, Barrier, EvidenceLevel, Outcome
from drieklank.improve.rules.effort import Effort, Per
from drieklank.improve.rules.recommend import MANY_LANGUAGES, Here, Scored, Situation

_BARRIERS: Final[Mapping[Barrier, str]] = {
    Barrier.TIME: "weinig tijd",
    Barrier.LANGUAGE: "moeite met de taal",
    Barrier.UNSURE: "niet weten hoe je kunt meedoen",
    Barrier.EXPERIENCE: "een nare ervaring van vroeger",
    Barrier.NOT_INVITED: "niet gevraagd worden",
    Barrier.CHILDCARE: "geen oppas",
    Barrier.TRANSPORT: "moeilijk op school kunnen komen",
}
_OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.LEARNING: "leren",
    Outcome.ATTENDANCE: "aanwezigheid op school",
    Outcome.WELLBEING: "welbevinden",
    Outcome.RELATION: "de band tussen ouders en school",
    Outcome.REACH: "hoeveel ouders je bereikt",
    Outcome.TEAM: "hoe teams naar ouders kijken",
}
# Below so many percent a barrier is no reason by itself; below so many points a gap is none.
_NAMED_FROM, _GAP_FROM = 10, 15.0


def reasons(scored: Scored, situation: Situation) -> tuple[str, ...]:
    """Everything that the place of an activity comes from, the need first and the hours last."""
    found = (
        need_reason(scored, situation),
        gap_reason(scored),
        here_reason(scored.here),
        evidence_reason(scored.head),
        barrier_reason(scored),
        language_reason(scored, situation),
        reach_reason(scored.head),
        recent_reason(scored.months_since),
        hours_reason(scored.effort),
        quick_reason(scored),
    )
    return tuple(one for one in found if one)


def need_reason(scored: Scored, situation: Situation) -> str:
    """How parents scored the goal that it serves, or that nothing is known of that."""
    need = scored.need
    if need is None:
        if situation.needs:
            return "Over het doel van deze activiteit zeggen jullie cijfers niets."
        return ""
    said = (
        f"Ouders gaven ‘{need.name}’ een score tussen {_whole(need.low)} en {_whole(need.high)} van de 100."
        if need.is_range
        else f"Ouders gaven ‘{need.name}’ {_whole(need.score)} van de 100 "
        f"({_whole(need.low)} tot {_whole(need.high)})."
    )
    others = [one for one in situation.needs if one is not need]
    if not others or need.is_range or any(one.high < need.low for one in others):
        return said
    if all(one.low > need.high for one in others):
        return f"{said} Dat is jullie laagste doel."
    return f"{said} Geen ander doel staat duidelijk lager."


def gap_reason(scored: Scored) -> str:
    """That the team sees the goal otherwise, where that is more than chance and worth a talk."""
    need = scored.need
    if need is None or abs(need.gap) < _GAP_FROM:
        return ""
    way = "hoger" if need.gap > 0 else "lager"
    return f"Het team zit daar {_whole(abs(need.gap))} punten {way}. Dat is waarschijnlijk geen toeval."


def evidence_reason(head: ActivityHead) -> str:
    """How far this kind of activity was studied. What was found, and what not, `evidence.says`."""
    level, outcome = head.evidence.level, head.evidence.outcome
    on = f" Er is gekeken naar {_OUTCOMES[outcome]}." if outcome else ""
    if level is EvidenceLevel.IDEA:
        return "Dit is een idee. Er is nog geen onderzoek naar gedaan."
    if level is EvidenceLevel.PRACTICE:
        return "Scholen doen dit al. Of het komt door deze aanpak, is niet met een vergelijking onderzocht."
    if level is EvidenceLevel.ATTITUDES:
        return (
            f"Er is enig onderzoek naar wat hierop lijkt, maar dat bewijst niet dat dit werkt.{on}"
        )
    if level is EvidenceLevel.TRIAL:
        return f"Wat hierop lijkt, is in een vergelijking met andere scholen of gezinnen onderzocht.{on}"
    return f"Wat hierop lijkt, is vaak en goed onderzocht.{on}"


def here_reason(here: Here | None) -> str:
    """What schools of the platform saw, and whether that may be chance."""
    if here is None:
        return ""
    who = f"Minstens {here.schools} scholen die hier meedoen, deden dit en maten twee keer"
    if here.works:
        return (
            f"Hielp waarschijnlijk op scholen hier. {who}: hun doel ging {_whole(here.effect)} punten meer omhoog dan "
            f"op scholen die het niet deden ({_whole(here.low)} tot {_whole(here.high)})."
        )
    return f"{who}. Een verschil met andere scholen zagen we niet, of het kan toeval zijn."


def barrier_reason(scored: Scored) -> str:
    """That parents named what stands in their way, where the activity takes it into account."""
    if scored.barrier is None:
        return ""
    barrier, share = scored.barrier
    percent = round(100 * share)
    if percent < _NAMED_FROM:
        return ""
    return f"Van de ouders noemt {percent}% ‘{_BARRIERS[barrier]}’. Deze activiteit houdt daar rekening mee."


def language_reason(scored: Scored, situation: Situation) -> str:
    """That it suits a school of many languages, where the barrier does not say so already."""
    if situation.languages is None or situation.languages < MANY_LANGUAGES:
        return ""
    if Barrier.LANGUAGE not in scored.head.barriers or barrier_reason(scored).find("taal") > 0:
        return ""
    return "Het kan ook met ouders die weinig Nederlands spreken, en dat zijn er bij jullie veel."


def reach_reason(head: ActivityHead) -> str:
    """Whether it reaches who does not come by themselves."""
    if head.reaches_all:
        return "Hiermee bereik je ieder gezin, ook wie niet vanzelf naar school komt."
    return ""


def recent_reason(months: float | None) -> str:
    """That it was done here not long ago, and stands lower for it."""
    if months is None:
        return ""
    if months < 1:
        return "Jullie deden dit nog geen maand geleden. Daarom staat het lager."
    if months < 24:
        count = round(months)
        return f"Jullie deden dit {count} {'maand' if count == 1 else 'maanden'} geleden. Daarom staat het lager."
    return "Jullie deden dit al eens, maar dat is lang geleden."


def hours_reason(effort: Effort) -> str:
    """What it asks of the team as a whole, and where that comes from."""
    total = f"Eén keer kost het hele team samen ongeveer {hours_words(effort.whole_hours)}"
    if effort.per is Per.FAMILY:
        each = f"{effort.minutes} minuten voor elk van {effort.many} leerlingen"
        return f"{total}: {each}, en tijd om het voor te bereiden."
    if effort.per is Per.GROUP and effort.many > 1:
        return f"{total}, verdeeld over {effort.many} groepen."
    if effort.per is Per.TEAM:
        return (
            f"{total}: {effort.minutes} minuten met het hele team, en tijd om het voor te bereiden."
        )
    return f"{total}, met voorbereiden en terugkijken erbij."


def quick_reason(scored: Scored) -> str:
    """That it can be done this week."""
    if not scored.is_quick:
        return ""
    minutes = scored.head.minutes
    took = minutes.preparation + minutes.doing
    return (
        f"Klein beginnen kan: één keer, bij één gezin of groep, kost {took} minuten met voorbereiden "
        "erbij."
    )


def hours_words(hours: int) -> str:
    """18 uur."""
    return f"{hours} uur"


def gain_words(scored: Scored) -> str:
    """What may be expected on the goal, with its interval, and that per ten hours of the team."""
    gain, low, high = (_tenth(value) for value in (scored.gain, scored.low, scored.high))
    per_ten = _tenth(10 * scored.per_hour)
    return (
        f"Verwachte winst op dit doel: {gain} punt op een schaal van 100, ergens tussen {low} en {high}. "
        f"Per tien uur van het team is dat {per_ten} punt."
    )


def _whole(value: float) -> str:
    rounded = round(value)
    return str(rounded) if rounded >= 0 else f"−{-rounded}"


def _tenth(value: float) -> str:
    rounded = round(value, 1) + 0.0
    return (
        f"{abs(rounded):.1f}".replace(".", ",")
        if rounded >= 0
        else f"−{abs(rounded):.1f}".replace(".", ",")
    )
