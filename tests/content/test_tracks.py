"""Plans to take over: whole, for the right schools, and never naming an activity that is not there."""

from pathlib import Path

import pytest
from django.conf import settings

from drieklank.content.loading import ContentError
from drieklank.content.plan_templates import load_plan_template, load_plan_templates
from drieklank.content.queries import plan_templates, toolkit
from drieklank.content.schema.plan_template import Anchor

ROOT = Path(settings.CONTENT_DIR)
GOOD = (ROOT / "tracks/lob-with-parents.yaml").read_text(encoding="utf-8")


def test_every_template_fits_the_toolkit_and_there_are_ten() -> None:
    loaded = plan_templates()
    assert loaded.problems == []
    assert len(loaded.found) == 10


def test_both_kinds_of_schools_find_at_least_seven_plans() -> None:
    for sector in ("po", "vo"):
        found = [one for one in plan_templates().found.values() if sector in one.sectors]
        assert len(found) >= 7, sector


def test_every_action_says_what_parents_notice_in_words_for_parents() -> None:
    for template in plan_templates().found.values():
        for action in template.actions:
            words = {word.strip(".,?:").lower() for word in action.parents.split()}
            assert not words & {"je", "jij", "jullie"}, f"{template.key}: {action.parents}"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    assert old in GOOD
    (tmp_path / "tracks").mkdir()
    text = GOOD.replace(old, new, 1)
    (tmp_path / "tracks/lob-with-parents.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weeks: [0, 3]", "weeks: [3, 0]", "De weken lopen terug."),
        ("hours: 14", "hours: 0", "minstens 1"),
        ("key: lob-with-parents", "key: anders", "het bestand heet anders"),
        ("anchor: start", "anchor: kerst", "Kies een van deze woorden"),
        ("key: home-task", "key: what-we-ask", "staat er twee keer"),
        ('    parents: "U weet', '    elders: "U weet', "ontbreekt"),
    ],
)
def test_faulty_template_is_refused_and_says_where(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(ContentError, match=said):
        load_plan_template(changed(tmp_path, old, new), "tracks/lob-with-parents.yaml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("activity: career-talk", "activity: no-such", "Activiteit no-such is er niet."),
        ("sectors: [vo]", "sectors: [po, vo]", "is niet voor deze scholen"),
        ("weeks: 30\n", "weeks: 12\n", "langer dan het hele plan"),
    ],
)
def test_template_that_does_not_fit_the_toolkit_stops_the_house(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    loaded = load_plan_templates(changed(tmp_path, old, new), toolkit().activities)
    assert said in str(loaded.problems[0])


def test_only_days_that_are_used_are_asked_for() -> None:
    found = plan_templates().found
    assert found["lob-with-parents"].anchors == (Anchor.START, Anchor.PARENT_EVENING)
    assert found["good-start"].anchors == (Anchor.SCHOOL_YEAR,)
