"""A pulse has an invitation of its own, which promises that no reminder follows."""

from __future__ import annotations

from datetime import timedelta

import time_machine

from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions, queries
from drieklank.measure.actions.mailing import invite
from drieklank.measure.models import Invitation, Round
from drieklank.outbox import fillers
from drieklank.outbox.models import Message
from drieklank.people.models import Parent
from tests.measure.conftest import Held


def test_pulse_invites_with_its_own_words_and_reminds_nobody(held: Held) -> None:
    with open_every_tenant("test"):
        Round.objects.filter(pk=held.round.pk).update(instrument="pulse")
        Message.objects.all().delete()
        row = held.fresh()
        invite(row)
        parents = Message.objects.filter(parent_id__isnull=False)
        assert set(parents.values_list("template", flat=True)) == {"invitation-pulse"}
        assert parents.count() == Invitation.objects.filter(parent__isnull=False).count()
        with time_machine.travel(now() + timedelta(days=10)):
            assert actions.send_reminders(row) == 0


def test_message_without_an_invitation_gets_the_link_to_stop_unless_it_was_pressed(
    held: Held,
) -> None:
    mother = held.cast.parents["mother"]
    with open_every_tenant("test"):
        assert fillers.fill("measure.stop", str(mother.pk)) == {"stop": queries.stop_link(mother)}
        Parent.objects.filter(pk=mother.pk).update(no_measure_mail=True)
        assert fillers.fill("measure.stop", str(mother.pk)) is None
