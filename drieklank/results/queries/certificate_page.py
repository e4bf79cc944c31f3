"""The page of a school on the way to the certificate: drawing, evidence and headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drieklank.documents.charts import Drawing, GrowthRow, page
from drieklank.results.models import CertificateEvidence
from drieklank.results.queries.certificate import Line, Place, evidence_of, stage_of
from drieklank.results.queries.certificate_figures import Measured
from drieklank.results.queries.parts import day_words, period_words
from drieklank.results.queries.rows import MOVED
from drieklank.results.rules.certificate import State, Verdict
from drieklank.results.rules.certificate_scores import shown
from drieklank.results.rules.certificate_track import Stage, Validity
from drieklank.results.rules.change import GoalChange, change_lead, change_sentence, change_words


@dataclass(frozen=True)
class GoalLine:
    """The weighted score of one goal, and what it rests on."""

    name: str
    score: str
    based_on: str


@dataclass(frozen=True)
class CertificatePage:
    """What the page shows beside the buttons; parts are empty where there is no request yet."""

    headline: str
    lead: str
    meta: str
    chart: Drawing | None
    change: str
    sentences: tuple[str, ...]
    goals: tuple[GoalLine, ...]
    lines: tuple[Line, ...]
    evidence: tuple[CertificateEvidence, ...]


def page_of(place: Place) -> CertificatePage:
    """The page of a school, from where it stands."""
    certification, standing = place.certification, place.standing
    headline, lead = _head(place)
    if certification is None or standing is None:
        return CertificatePage(headline, lead, "", None, "", (), (), (), ())
    found = standing.measured
    changes = found.changes
    return CertificatePage(
        headline=headline,
        lead=lead,
        meta=_meta(place),
        chart=_chart(changes) if changes else None,
        change=change_lead(changes) if changes else "",
        sentences=tuple(f"{one.goal.name}. {change_sentence(one)}" for one in changes),
        goals=_goals(found),
        lines=_decided(place, standing.lines),
        evidence=tuple(evidence_of(certification)),
    )


def _meta(place: Place) -> str:
    assert place.certification is not None  # noqa: S101 -- narrows the type; asked by page_of alone
    first, second = place.certification.baseline, place.certification.final
    return (
        f"Eindmeting {period_words(second.opens_on, second.closes_on)}, "
        f"naast de meting van {period_words(first.opens_on, first.closes_on)}"
    )


def _head(place: Place) -> tuple[str, str]:
    if place.validity is Validity.VALID and place.certificate is not None and not place.is_waiting:
        return (
            "De school heeft het certificaat",
            f"Het is geldig tot en met {day_words(place.certificate.ends_on)}.",
        )
    if place.certification is None or place.standing is None:
        return (
            "Het certificaat",
            (
                "Wie twee keer meet en laat zien wat er gebeurde, kan het certificaat aanvragen. "
                "Het hoeft niet: zonder certificaat krijgt een school precies hetzelfde rapport."
            ),
        )
    stage = stage_of(place.certification)
    if place.is_waiting:
        met, total = place.standing.met, len(place.standing.verdicts)
        head = (
            "Voldaan aan alle eisen" if met == total else f"Voldaan aan {met} van de {total} eisen"
        )
        again = stage is Stage.APPEALED
        return head, (
            "Een andere beoordelaar kijkt opnieuw."
            if again
            else "De beoordelaar bekijkt het bewijs, komt langs en beslist."
        )
    return {
        Stage.REFUSED: ("De aanvraag is afgewezen", "Hieronder staat waarom."),
        Stage.UPHELD: (
            "De aanvraag is opnieuw afgewezen",
            "Een tweede beoordelaar keek mee. Met een nieuwe eindmeting kun je weer aanvragen.",
        ),
        Stage.DROPPED: ("De aanvraag is ingetrokken", "Opnieuw aanvragen kan altijd."),
    }.get(stage, _over(place))


def _over(place: Place) -> tuple[str, str]:
    if place.validity is Validity.WITHDRAWN:
        return "Het certificaat is ingetrokken", "De openbare pagina laat dat zien."
    return "Het certificaat is verlopen", "Met een nieuwe eindmeting kun je het verlengen."


def _chart(changes: Sequence[GoalChange]) -> Drawing:
    rows = [
        GrowthRow(
            one.goal.name,
            one.before.value if one.before else None,
            one.after.value if one.after else None,
            change_words(one),
        )
        for one in changes
    ]
    caption = "Scores van ouders bij de eerste meting en bij de eindmeting"
    return page.growth(rows, caption=caption, words=MOVED)


def _goals(found: Measured) -> tuple[GoalLine, ...]:
    return tuple(
        GoalLine(
            found.names[goal],
            shown(score.score) if score else "–",
            score.based_on if score else "te weinig antwoorden van ouders",
        )
        for goal, score in found.scores.items()
    )


def _decided(place: Place, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The criteria as they stood at the decision, once there is one; else as they stand now."""
    certification = place.certification
    if certification is None or certification.decision is None or place.is_waiting:
        return lines
    then = {
        one["key"]: Verdict(one["key"], State(one["state"]), one["reason"])
        for one in certification.decision.criteria
    }
    return tuple(
        Line(line.name, line.explanation, then.get(line.verdict.key, line.verdict))
        for line in lines
    )
