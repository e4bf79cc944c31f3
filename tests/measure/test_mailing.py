"""Messages with rules of their own: a pulse promises no reminder; an announcement has no link."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.core import mail
from pytest_django.fixtures import Settings

from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions, queries
from drieklank.measure.actions.mailing import announce, invite
from drieklank.measure.models import Invitation, Round
from drieklank.outbox import fillers
from drieklank.outbox.models import Message
from drieklank.outbox.tasks import send_waiting
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


def test_announcement_offers_peace_and_reaches_nobody_who_took_it(
    held: Held, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mother, father = held.cast.parents["mother"], held.cast.parents["father"]
    with open_every_tenant("test"):
        Message.objects.all().delete()
        rows = list(Invitation.objects.filter(parent__in=[mother, father]).order_by("parent_id"))
        assert announce(held.fresh(), rows) == 2
        Parent.objects.filter(pk=mother.pk).update(no_measure_mail=True)
    send_waiting.func()
    (sent,) = mail.outbox
    assert sent.to == ["father@thuis.example"]
    assert sent.extra_headers["List-Unsubscribe"] == f"<{queries.stop_link(father)}>"
