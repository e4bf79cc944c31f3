"""The blind spot: what the team thought that parents would answer, minus what parents answered.

A question of the kind "prediction" asks a colleague what most parents will say. The difference is
that of two separate groups of people, so its interval is Welch's (`base.statistics.difference`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from drieklank.base.statistics import Difference, Estimate, difference
from drieklank.results.rules.figures import RoleFigures
from drieklank.results.rules.findings import Item
from drieklank.results.rules.sentences import NO_DIFFERENCE
from drieklank.results.rules.wording import capital, counted, listed, points, reach, whole

NO_GUESSES: Final = "Er zijn te weinig antwoorden om de schatting van het team te vergelijken."


@dataclass(frozen=True, slots=True)
class Guess:
    """One question to parents and what the team predicted. `difference`: predicted minus said.

    None where one of the two has too few answers.
    """

    item: Item
    predicted: Estimate | None
    said: Estimate | None
    difference: Difference | None

    @property
    def is_beyond_chance(self) -> bool:
        return self.difference is not None and self.difference.is_beyond_chance


def find_guesses(
    items: Sequence[Item], parents: RoleFigures | None, team: RoleFigures | None
) -> tuple[Guess, ...]:
    """Each predicted question, in the order of the questionnaire; `Item.mirror` is the prediction."""
    found = []
    for item in items:
        guessed = team.items.get(item.mirror) if team else None
        asked = parents.items.get(item.key) if parents else None
        predicted, said = guessed.score if guessed else None, asked.score if asked else None
        apart = difference(predicted, said) if predicted and said else None
        found.append(Guess(item, predicted, said, apart))
    return tuple(found)


def guess_sentence(guess: Guess) -> str:
    """What one prediction comes to, with both scores and the interval of the difference."""
    if guess.predicted is None or guess.said is None or guess.difference is None:
        return NO_GUESSES
    scores = f"Het team verwachtte {whole(guess.predicted.value)}, ouders gaven {whole(guess.said.value)}."
    if not guess.difference.is_beyond_chance:
        return f"{scores} Dat is {NO_DIFFERENCE}."
    way = "positiever" if guess.difference.value < 0 else "minder positief"
    return (
        f"{scores} Ouders zijn {way} dan het team dacht: {points(guess.difference.value)} "
        f"({reach(guess.difference)})."
    )


def guess_words(guess: Guess) -> str:
    """The same for a cell of a table: "12 te hoog", "kan toeval zijn"."""
    if guess.difference is None:
        return "te weinig antwoorden"
    if not guess.difference.is_beyond_chance:
        return "kan toeval zijn"
    size = whole(abs(guess.difference.value))
    return f"{size} te hoog" if guess.difference.value > 0 else f"{size} te laag"


def guesses_lead(guesses: Sequence[Guess]) -> str:
    """How well the team knows parents' answers, over all predictions together.

    "Too high" and "too low" are said only of what is beyond chance, and of the rest only that it
    is not: a guess that cannot be told from the answer is not therefore right.
    """
    known = [guess for guess in guesses if guess.difference is not None]
    if not known:
        return NO_GUESSES
    high = sum(g.is_beyond_chance and _value(g) > 0 for g in known)
    low = sum(g.is_beyond_chance and _value(g) < 0 for g in known)
    rest = len(known) - high - low
    if not high and not low:
        return f"Tussen wat het team verwachtte en wat ouders antwoordden is {NO_DIFFERENCE}."
    said = [f"{counted(high, 'vraag', 'vragen')} te hoog"] if high else []
    said += [f"{counted(low, 'vraag', 'vragen')} te laag"] if low else []
    lead = f"Het team schatte {listed(said)} in."
    if rest:
        where = counted(rest, "vraag", "vragen")
        lead += f" Bij {where} is er {NO_DIFFERENCE}."
    return capital(lead)


def widest_first(guesses: Sequence[Guess]) -> tuple[Guess, ...]:
    """Beyond chance first, widest first; then the rest in their own order."""
    return tuple(sorted(guesses, key=lambda g: -abs(_value(g)) if g.is_beyond_chance else 1.0))


def _value(guess: Guess) -> float:
    return guess.difference.value if guess.difference else 0.0
