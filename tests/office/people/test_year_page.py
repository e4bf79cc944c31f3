"""The change of year on the page: looked at, decided per group and pupil, done once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from drieklank.base.tenancy import open_every_tenant
from drieklank.people.models import Enrolment, Pupil
from drieklank.schools.models import SchoolYear
from tests.cast import Cast

URL = "/school/de-vlieger/schooljaar/"


def values(cast: Cast, **changed: object) -> dict[str, object]:
    six, seven = cast.group.pk, cast.other_group.pk
    return {
        "from_year": cast.group.school_year.pk,
        f"way_{six}": "up",
        f"name_{six}": "7a",
        f"way_{seven}": "up",
        f"name_{seven}": "8",
    } | changed


@pytest.fixture
def summer(cast: Cast):
    with time_machine.travel(cast.group.school_year.ends_on - timedelta(days=10), tick=False):
        yield cast


def test_the_proposal_stands_filled_in_and_cannot_be_made_final_before_july(cast: Cast) -> None:
    spring = cast.group.school_year.ends_on.replace(month=5, day=3)
    with time_machine.travel(spring, tick=False):
        html = cast.client("leader").get(URL).content.decode()

    assert 'value="7a"' in html
    assert 'value="8"' in html
    assert "Wisselen kan vanaf" in html
    assert 'value="apply"' not in html


def test_looking_says_how_many_go_where_and_writes_nothing(summer: Cast) -> None:
    stays = str(summer.pupils["own_child"].pk)

    html = summer.client("leader").post(URL, values(summer, step="look", stay=[stays]))

    text = html.content.decode()
    assert "Zo wordt het" in text
    assert f'name="stay" value="{stays}" checked' in text
    with open_every_tenant("test"):
        assert SchoolYear.objects.filter(board=summer.board).count() == 1


def test_it_is_done_as_decided_and_once_when_clicked_twice(summer: Cast) -> None:
    client = summer.client("leader")
    sent = values(summer, step="apply", stay=[str(summer.pupils["own_child"].pk)])

    first = client.post(URL, sent)
    again = client.post(URL, sent)

    assert first.url == again.url == "/school/de-vlieger/groepen/"
    with open_every_tenant("test"):
        rows = Enrolment.objects.filter(pupil__school=summer.school, ended_on=None)
        assert {row.pupil.first_name: row.class_group.name for row in rows} == {
            "Yara": "7a",
            "Olaf": "7",
        }
    page = client.get(first.url).content.decode()
    assert "Doorgegaan: 1. Blijven zitten: 1. Van school: 0." in page
    assert "al gewisseld" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name_": ""}, "Hoe heet 6a volgend jaar?"),
        ({"way_": ""}, "Kies wat er met 6a gebeurt."),
        ({"both": True}, "blijft zitten of gaat van school? Kies één van de twee."),
        ({"stay": ["999999"]}, "zit niet meer in deze groepen"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_changed(
    summer: Cast, changed: dict[str, object], said: str
) -> None:
    six, yara = summer.group.pk, str(summer.pupils["yara"].pk)
    sent = values(summer, step="apply")
    for name, value in changed.items():
        if name == "both":
            sent |= {"stay": [yara], "leave": [yara]}
        elif name == "stay":
            sent["stay"] = value
        else:
            sent[f"{name}{six}"] = value

    html = summer.client("leader").post(URL, sent).content.decode()

    assert said in html
    assert 'value="8"' in html
    with open_every_tenant("test"):
        assert SchoolYear.objects.filter(board=summer.board).count() == 1


def test_the_last_group_leaves_by_itself_and_a_mixed_groups_eighth_years_are_ticked(
    summer: Cast,
) -> None:
    with open_every_tenant("test"):
        type(summer.group).objects.filter(pk=summer.other_group.pk).update(year_group="8", name="8")
        type(summer.group).objects.filter(pk=summer.group.pk).update(year_group="", name="7/8")
        Pupil.objects.filter(pk=summer.pupils["yara"].pk).update(year_group="8")

    html = summer.client("leader").get(URL).content.decode()

    assert f'name="leave" value="{summer.pupils["yara"].pk}" checked' in html
    chosen = re.findall(r'<input[^>]*name="way_(\d+)"[^>]*checked', html)
    assert len(chosen) == 2
    out = re.findall(r'<input[^>]*name="way_(\d+)"[^>]*value="out"[^>]*checked', html)
    out += re.findall(r'<input[^>]*value="out"[^>]*name="way_(\d+)"[^>]*checked', html)
    assert out == [str(summer.other_group.pk)]


def test_a_school_without_pupils_is_told_what_to_do_first(cast: Cast) -> None:
    with open_every_tenant("test"):
        Enrolment.objects.filter(class_group__school=cast.school).delete()

    assert "Er valt nog niets te wisselen" in cast.client("leader").get(URL).content.decode()
