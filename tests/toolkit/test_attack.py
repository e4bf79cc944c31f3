"""The toolkit as somebody who wants more than is his: line ends, people and rows of elsewhere."""

from __future__ import annotations

import pytest

from drieklank.base.tenancy import open_every_tenant
from drieklank.outbox.mail import write_mail
from drieklank.outbox.models import Message
from drieklank.schools.models import User
from drieklank.toolkit.actions.sharing import share_with_team
from drieklank.toolkit.models import OwnActivity, Rating, Story, TeamShare
from drieklank.toolkit.queries.own import as_activity
from tests.cast import Cast
from tests.toolkit.desk import KIEZEN, OWN, STORY, own_of_vlieger, story_of_vlieger

EVIL = "Soep\r\nBcc: iedereen@elders.example"


def test_line_end_in_a_title_makes_no_head_of_a_mail_and_does_not_stop_it(cast: Cast) -> None:
    row = own_of_vlieger(cast, title=EVIL)
    with open_every_tenant("test"):
        people = [cast.users["leader"]]
        share_with_team(cast.school, as_activity(row), people, "", by=cast.actor("teacher"))
        mail = write_mail(Message.objects.get(), {}).message()
    assert mail["Bcc"] is None
    assert mail["Subject"].endswith("deelt een activiteit: Soep Bcc: iedereen@elders.example")


def test_colleague_of_another_school_gets_no_mail_by_a_forged_form(cast: Cast) -> None:
    row = own_of_vlieger(cast)
    with open_every_tenant("test"):
        far = User.objects.get(pk=cast.users["leader_elsewhere"].pk)
    for value in (far.public_id, far.pk, "alles", ""):
        sent = {"people": [str(value)], "words": "Kijk eens"}
        assert cast.client("teacher").post(f"{KIEZEN}{row.key}/delen/", sent).status_code == 200
    with open_every_tenant("test"):
        assert not TeamShare.objects.exists()
        assert not Message.objects.exists()


def test_form_cannot_set_what_it_does_not_show(cast: Cast) -> None:
    far, sent = cast.elsewhere, {}
    for name in ("school", "school_id", "board", "board_id"):
        sent[name] = str(far.pk)
    person = str(cast.users["leader_elsewhere"].pk)
    sent |= {
        "written_by": person,
        "written_by_id": person,
        "key": "eigen-gekozen1",
        "archived_on": "",
    }
    cast.client("teacher").post(f"{KIEZEN}eigen/nieuw/", {**OWN, **sent})
    cast.client("teacher").post(f"{KIEZEN}verhalen/nieuw/", {**STORY, **sent, "key": ""})
    with open_every_tenant("test"):
        for row in (OwnActivity.objects.get(), Story.objects.get()):
            assert (row.school_id, row.board_id) == (cast.school.pk, cast.board.pk)
            assert row.written_by_id == cast.users["teacher"].pk
        assert OwnActivity.objects.get().key != "eigen-gekozen1"


@pytest.mark.parametrize(
    "who", ["leader_elsewhere", "parent_elsewhere", "mother", "pupil", "nobody"]
)
def test_own_texts_are_closed_to_who_does_not_work_here_under_every_address(
    cast: Cast, who: str
) -> None:
    """Also under the address of the own school, with the key of ours in it."""
    row, story = own_of_vlieger(cast), story_of_vlieger(cast)
    client = cast.client(who)
    ours = (f"{row.key}/", f"{row.key}/delen/", f"{row.key}/blad/", f"verhalen/{story.public_id}/")
    for base in (KIEZEN, f"/school/{cast.elsewhere.code}/kiezen/"):
        for rest in ours:
            assert client.get(f"{base}{rest}").status_code in {302, 404}, (base, rest)
            assert client.post(f"{base}{rest}", {**OWN, **STORY}).status_code in {302, 404, 405}
    with open_every_tenant("test"):
        assert OwnActivity.objects.get().version == 1
        assert Story.objects.get().version == 1
        assert not Rating.objects.exists()
