"""Topic pages: dated, with sources, and open about what nobody could check."""

from pathlib import Path

import pytest
from django.conf import settings

from drieklank.content.guides import load_topic
from drieklank.content.library import load_library
from drieklank.content.loading import ContentError
from drieklank.content.schema.support import Topic
from drieklank.content.schema.topic_page import TopicPage
from drieklank.content.toolkit import load_toolkit

ROOT = Path(settings.CONTENT_DIR)
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("toolkit/topics/*.md"))
TOPICS = [load_topic(ROOT, file) for file in FILES]
WHOLE = load_toolkit(ROOT, load_library(ROOT).frameworks["six-goals", 1])


def test_there_is_a_page_for_each_of_the_four_topics() -> None:
    assert {one.head.key for one in TOPICS} == {
        *(Topic.SUPPORT, Topic.LOB, Topic.NEWCOMERS, Topic.PARTICIPATION),
    }


@pytest.mark.parametrize("one", TOPICS, ids=lambda one: one.key)
def test_a_page_about_the_law_says_what_was_not_verified(one: TopicPage) -> None:
    assert one.head.unsure
    assert any(source.read_on is not None for source in one.head.sources)


@pytest.mark.parametrize("one", TOPICS, ids=lambda one: one.key)
def test_topic_leads_to_examples_and_to_outside_help(one: TopicPage) -> None:
    assert [key for key in WHOLE.examples if one.head.key in key.topics] != []
    assert len([key for key in WHOLE.supports if one.head.key in key.topics]) >= 3


def test_all_of_the_toolkit_agrees_with_itself() -> None:
    assert WHOLE.problems == []


def test_topic_that_names_a_lost_activity_or_tip_is_a_problem(tmp_path: Path) -> None:
    for folder in ("toolkit", "frameworks"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "toolkit").unlink()
    (tmp_path / "toolkit/topics").mkdir(parents=True)
    for name in ("examples.yaml", "references.yaml", "home-tips.yaml", "supports.yaml"):
        (tmp_path / "toolkit" / name).symlink_to(ROOT / "toolkit" / name)
    (tmp_path / "toolkit/activities").symlink_to(ROOT / "toolkit/activities")
    text = (ROOT / "toolkit/topics/lob.md").read_text(encoding="utf-8")
    text = text.replace("[lob-home-task,", "[bestaat-niet,").replace("[job-talk,", "[ook-niet,")
    (tmp_path / "toolkit/topics/lob.md").write_text(text, encoding="utf-8")
    said = " ".join(
        map(str, load_toolkit(tmp_path, load_library(ROOT).frameworks["six-goals", 1]).problems)
    )
    assert "Activiteit bestaat-niet is er niet." in said
    assert "Tip ook-niet is er niet." in said


def test_topic_without_sources_is_refused(tmp_path: Path) -> None:
    text = (ROOT / "toolkit/topics/lob.md").read_text(encoding="utf-8")
    start, end = text.index("sources:"), text.index("unsure:")
    file = tmp_path / "toolkit/topics/lob.md"
    file.parent.mkdir(parents=True)
    file.write_text(f"{text[:start]}sources: []\n{text[end:]}", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_topic(tmp_path, "toolkit/topics/lob.md")
    assert "sources: Dit mag niet leeg zijn." in str(refused.value).replace("bij ", "")
