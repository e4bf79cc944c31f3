"""Names in open answers: a reader at school must not recognise who is written about."""

import pytest

from drieklank.results.rules import mask_names

NAMES = ["Roos de Vries", "Yusuf El Amrani", "Anne-Marie van den Berg", "Wil Ooms"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Juf Roos is fijn.", "Juf [naam] is fijn."),
        ("Yusufs juf belt nooit", "[naam] juf belt nooit"),
        ("Roos de Vries en Yusuf", "[naam] de [naam] en [naam]"),
        ("Een roos is geen Roos.", "Een roos is geen [naam]."),
        ("yusuf wordt gepest", "[naam] wordt gepest"),
        ("Anne-Marie helpt. Marie ook.", "[naam] helpt. [naam] ook."),
        ("Van school hoor ik weinig.", "Van school hoor ik weinig."),
        ("Mail mij: jan@voorbeeld.example", "Mail mij: [contactgegeven]"),
        ("Bel 06 12 34 56 78 na 5 uur", "Bel [contactgegeven] na 5 uur"),
        ("In groep 7 zijn 28 kinderen.", "In groep 7 zijn 28 kinderen."),
        ("ROOS IS LIEF", "[naam] IS LIEF"),
        ("", ""),
    ],
)
def test_known_names_and_contact_details_are_replaced_and_words_stay(
    text: str, masked: str
) -> None:
    assert mask_names(text, NAMES) == masked


def test_text_without_known_names_stays_letter_for_letter() -> None:
    text = "أشعر أنني مرحب بي.  Prima zo!\n– Een ouder"
    assert mask_names(text, []) == text
