"""Practice examples are true to their source: every one says where it comes from and what was read of it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from drieklank.content.guides import load_examples
from drieklank.content.loading import ContentError
from drieklank.content.schema.example import Example, ReadAs

ROOT = Path(settings.CONTENT_DIR)
EXAMPLES = load_examples(ROOT)
WORDS = (ROOT / "toolkit/examples.yaml").read_text(encoding="utf-8")


def test_there_are_as_many_examples_as_were_found_and_no_two_tell_the_same() -> None:
    assert len(EXAMPLES) == 16
    for field in ("title", "context", "did", "came", "borrow"):
        assert len({getattr(one, field) for one in EXAMPLES}) == len(EXAMPLES), field
    assert len({(one.source.author, one.source.title) for one in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one.key)
def test_example_names_a_page_and_a_day_or_says_that_it_was_not_read(one: Example) -> None:
    if one.source.read is ReadAs.PAGE:
        assert one.source.read_on is not None
        assert one.source.url is not None
    else:
        assert "bronnenoverzicht" in one.source.seen


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one.key)
def test_example_speaks_to_staff_and_quotes_nobody(one: Example) -> None:
    told = " ".join((one.context, one.did, one.came, one.borrow))
    assert re.findall(r"\b(?:u|uw)\b", told) == []
    longest = max(len(quoted.split()) for quoted in re.findall(r"“([^”]*)”", told) or [""])
    assert longest <= 4  # a word in quotation marks, never somebody's sentence


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "read: page, read_on: 2026-11-22",
            "read: page, read_on: none",
            "Wie de bladzijde zelf las",
        ),
        ('url: "https://samenzijn', 'url: "ftp://samenzijn', "heeft niet de goede vorm"),
        ("key: start-talks-breezand", "key: photos-deventer", "staat er twee keer"),
        ("year: 2021", "year: 21", "moet minstens 1990 zijn"),
    ],
)
def test_example_with_a_fault_is_refused_with_a_sentence(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in WORDS
    file = tmp_path / "toolkit/examples.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(WORDS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_examples(tmp_path)
    assert said in str(refused.value)
