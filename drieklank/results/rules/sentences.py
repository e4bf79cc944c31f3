"""The sentences of the report, composed from facts. None claims more than its figures bear.

Rules of speech: a score of 70 or more whose interval stays above 50 may be told as a fact, so may
one below 50 whose interval stays below it; else the sentence says "misschien". A gap inside its
interval is "geen verschil dat groter is dan toeval".
"""

from collections.abc import Mapping, Sequence
from math import ceil, floor
from typing import Final

from drieklank.base.statistics import Difference, Estimate
from drieklank.results.rules.figures import COARSE_BELOW, MINIMUM
from drieklank.results.rules.findings import (
    DISCUSS_FROM,
    STRONG_FROM,
    WEAK_BELOW,
    Finding,
    GoalFinding,
    ItemFinding,
    by_gap,
    priorities,
)
from drieklank.results.rules.response import Reliability, Response
from drieklank.results.rules.wording import counted, listed, points, signed, whole

NO_DIFFERENCE: Final = "geen verschil dat groter is dan toeval"
TOO_FEW: Final = "Nog te weinig antwoorden voor een beeld"

# What parents do or feel where a goal stands high, and where it stands low; {} takes "misschien ".
# A framework whose goals are not here gets sentences with the name of the goal.
_PHRASES: Final[Mapping[str, tuple[str, str]]] = {
    "welcome": ("voelen zich {}welkom", "voelen zich {}te weinig welkom"),
    "conversation": ("zijn {}goed in gesprek met school", "missen {}een goed gesprek met school"),
    "learning": (
        "helpen {}samen met school bij het leren",
        "weten {}te weinig hoe zij thuis helpen",
    ),
    "advocacy": (
        "weten {}waar zij terechtkunnen voor hun kind",
        "weten {}te weinig waar zij terechtkunnen voor hun kind",
    ),
    "deciding": ("beslissen {}goed mee", "beslissen {}weinig mee"),
    "community": ("kennen {}de hulp rond de school", "kennen {}weinig hulp rond de school"),
}


def _is_borne(score: Estimate) -> bool:
    """Whether the whole interval lies on the side of the middle that the score is on."""
    return score.low > WEAK_BELOW if score.value >= WEAK_BELOW else score.high < WEAK_BELOW


def _phrase(found: GoalFinding, score: Estimate) -> str:
    high = score.value >= STRONG_FROM
    maybe = "" if _is_borne(score) else "misschien "
    pair = _PHRASES.get(found.goal.key)
    if pair:
        return pair[0 if high else 1].format(maybe)
    name = found.goal.short.lower()
    return f"zijn {maybe}{'positief' if high else 'kritisch'} over ‘{name}’"


def _scored(findings: Sequence[GoalFinding]) -> list[tuple[GoalFinding, Estimate]]:
    """Goals that parents scored, highest first."""
    scored = [(f, f.parents) for f in findings if f.parents is not None]
    return sorted(scored, key=lambda pair: -pair[1].value)


def headline(findings: Sequence[GoalFinding]) -> str:
    """The finding of the round in one line, from the parents' scores, without a full stop."""
    scored = _scored(findings)
    if not scored:
        return TOO_FEW
    (best, high), (worst, low) = scored[0], scored[-1]
    strong, weak = high.value >= STRONG_FROM, low.value < WEAK_BELOW
    if strong and weak:
        return f"Ouders {_phrase(best, high)}, maar {_phrase(worst, low)}"
    if strong:
        return _headline_without_low(findings, f"Ouders {_phrase(best, high)}")
    if weak:
        return f"Ouders {_phrase(worst, low)}"
    return "Ouders zien een basis, en op elk streefdoel ruimte om te groeien"


def _headline_without_low(findings: Sequence[GoalFinding], start: str) -> str:
    apart = by_gap(priorities(findings))
    if apart:
        return f"{start}; over ‘{apart[0].goal.short.lower()}’ denken team en ouders anders"
    return f"{start}, en geen streefdoel blijft ver achter"


def gap_sentence(gap: Difference | None) -> str:
    """What the difference between parents and team comes to; `gap` is parents minus team."""
    if gap is None:
        return "Ouders en team zijn hier niet te vergelijken: er zijn te weinig antwoorden."
    if not gap.is_beyond_chance:
        return f"Tussen ouders en team is {NO_DIFFERENCE}."
    ahead, behind = ("Ouders zijn", "het team") if gap.value > 0 else ("Het team is", "ouders")
    little = "" if abs(gap.value) >= DISCUSS_FROM else "iets "
    return f"{ahead} {little}positiever dan {behind}: {points(gap.value)} verschil."


def found_gap_words(found: GoalFinding | ItemFinding) -> str:
    """As `gap_words`, where of a score only a range may be told as well."""
    if found.gap is None and found.has_range:
        return "alleen een bereik"
    return gap_words(found.gap)


def gap_words(gap: Difference | None) -> str:
    """The difference for a cell of a table: "team +12", "gelijk", or that it may be chance."""
    if gap is None:
        return "te weinig antwoorden"
    if whole(abs(gap.value)) == 0:
        return "gelijk"
    if not gap.is_beyond_chance:
        return "kan toeval zijn"
    return f"{'ouders' if gap.value > 0 else 'team'} +{whole(abs(gap.value))}"


def gap_interval(gap: Difference | None) -> str:
    """The interval of a difference in a table: "−4 tot 11", rounded outwards."""
    if gap is None:
        return "–"
    low, high = floor(gap.low + 1e-9), ceil(gap.high - 1e-9)
    return f"{signed(low)} tot {signed(high)}"


def item_gap_sentence(gap: Difference) -> str:
    """As `gap_sentence`, for one question, without repeating the number of points."""
    if not gap.is_beyond_chance:
        return f"Tussen ouders en team is {NO_DIFFERENCE}."
    return "Ouders zijn positiever." if gap.value > 0 else "Het team is positiever."


def lead(findings: Sequence[GoalFinding]) -> str:
    """Two or three sentences under the headline: how the views differ and where the gain is."""
    if not _scored(findings):
        return "Zodra er genoeg antwoorden zijn, staat hier wat ouders en team vinden."
    said = [_views(findings)]
    if chosen := priorities(findings):
        said.append(f"De meeste winst is te halen bij {_named(chosen)}.")
    else:
        said.append(
            "Geen streefdoel komt onder de grens. Kies samen waar jullie in willen groeien."
        )
    return " ".join(said)


def _named(chosen: Sequence[GoalFinding]) -> str:
    return listed([f"‘{found.goal.name}’" for found in chosen])


def _views(findings: Sequence[GoalFinding]) -> str:
    gaps = [(f, f.gap) for f in findings if f.gap is not None]
    if not gaps:
        return "Van het team zijn er te weinig antwoorden om mee te vergelijken."
    apart = [(f, gap) for f, gap in gaps if Finding.DISCUSSION in f.findings]
    if apart:
        found, gap = max(apart, key=lambda pair: abs(pair[1].value))
        who, other = ("Ouders zijn", "het team") if gap.value > 0 else ("Het team is", "ouders")
        return (
            f"{who} over ‘{found.goal.name}’ positiever dan {other}: {points(gap.value)} verschil."
        )
    if any(gap.is_beyond_chance for _, gap in gaps):
        return "Ouders en team zien het ongeveer hetzelfde. De verschillen zijn klein."
    return f"Tussen ouders en team is {NO_DIFFERENCE}."


def goal_sentence(found: GoalFinding) -> str:
    """What one goal comes to, for the school: the verdict, then the difference."""
    if found.parents_range is not None:
        low, high = found.parents_range
        return (
            "De antwoorden van ouders liggen hier zo dicht bij elkaar dat we alleen een bereik noemen: "
            f"hun score ligt tussen {whole(low)} en {whole(high)}. Zo blijft iedereen anoniem."
        )
    if found.parents is None:
        return "Te weinig ouders gaven hier antwoord. Daarom staat hier geen score."
    if found.team_range is not None:
        low, high = found.team_range
        return (
            f"{_verdict(found, found.parents)} De score van het team ligt tussen {whole(low)} en "
            f"{whole(high)}; preciezer zeggen we het niet."
        )
    return f"{_verdict(found, found.parents)} {gap_sentence(found.gap)}"


def _verdict(found: GoalFinding, parents: Estimate) -> str:
    if Finding.STRENGTH in found.findings:
        return "Dit is een sterk punt: ouders en team geven allebei 70 of meer."
    if parents.value < WEAK_BELOW:
        sure = (
            "Ouders zijn hier kritisch"
            if _is_borne(parents)
            else "Ouders zijn hier misschien kritisch"
        )
        return f"{sure}: hun score is {whole(parents.value)}, onder de 50."
    if parents.value >= STRONG_FROM:
        return f"Ouders zijn hier positief: hun score is {whole(parents.value)}."
    return f"Ouders zitten hier rond het midden: hun score is {whole(parents.value)}."


def response_sentences(
    role_one: str, role_many: str, response: Response, minimum: int = MINIMUM
) -> tuple[str, ...]:
    """Who took part and what that allows: "97 van de 164 ouders deden mee." and what follows."""
    verb = "deed" if response.answered == 1 else "deden"
    who = f"{response.answered} van de {counted_plain(response.invited, role_one, role_many)} {verb} mee."
    if response.answered > response.invited:
        return (_more_than_asked(response, role_one, role_many),)
    match response.reliability(minimum):
        case Reliability.TOO_FEW:
            return (who, "Dat is te weinig om iets te laten zien. Zo blijft iedereen anoniem.")
        case Reliability.RELIABLE:
            rest = "Dat is genoeg om op te bouwen."
        case Reliability.USABLE:
            rest = "Dat is bruikbaar."
        case _:
            rest = "Dat geeft alleen een indicatie."
    return (who, rest, _margin(response))


def _more_than_asked(response: Response, one: str, many: str) -> str:
    asked = counted_plain(response.invited, one, many)
    return (
        f"Er zijn {response.answered} antwoorden, en er was gevraagd aan {asked}. "
        "We rekenen alsof iedereen meedeed."
    )


def counted_plain(number: int, one: str, many: str) -> str:
    """ "1 ouder", "164 ouders"."""
    return f"{number} {one if number == 1 else many}"


def _margin(response: Response) -> str:
    if response.missing == 0:
        return "Iedereen deed mee: deze cijfers zijn van de hele groep."
    margin = max(1, whole(response.margin))
    coarse = " Percentages ronden we af op vijftallen." if response.answered < COARSE_BELOW else ""
    return f"Een percentage kan {points(margin)} hoger of lager zijn.{coarse}"


def missing_sentence(response: Response, role_one: str, role_many: str) -> str:
    """How many did not answer, said without blame."""
    if response.answered > response.invited:
        return f"Er kwamen meer antwoorden dan er {role_many} gevraagd zijn."
    if response.missing == 0:
        return f"Alle {role_many} deden mee."
    who = counted(response.missing, role_one, role_many)
    return f"Van {who} weten we niet wat zij vinden."
