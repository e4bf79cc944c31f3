"""Accounts of staff: inviting, mails about signing in, and taking a lost second factor away."""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from hashlib import sha256
from typing import Final

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from drieklank.access.actor import Actor
from drieklank.access.doors import may
from drieklank.access.rules import Right
from drieklank.audit import ledger
from drieklank.audit.actions import note
from drieklank.base.tenancy import open_every_tenant
from drieklank.office.queries.accounts import mail_board, running_memberships
from drieklank.outbox.actions import queue
from drieklank.schools.models import Membership, User

LINK_FILLER: Final = "office.password_link"
LOGIN_CODE_FILLER: Final = "office.login_code"
LOGIN_CODE_LENGTH: Final = 8


def password_link(user: User) -> str:
    """A link to choose a password; it works once, for `settings.PASSWORD_RESET_TIMEOUT` seconds."""
    key = default_token_generator.make_token(user)
    where = {"uidb36": user_pk_to_url_str(user), "key": key}
    return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=where)


def fill_password_link(ref: str) -> dict[str, str] | None:
    """Makes the link while the mail is sent; None for whoever may no longer sign in."""
    user = User.objects.filter(pk=int(ref), is_active=True).first()
    return {"link": password_link(user)} if user is not None else None


def _days() -> int:
    return int(settings.PASSWORD_RESET_TIMEOUT // 86400)


def _first_name(user: User) -> str:
    return user.name.split(" ")[0] if user.name else "collega"


@transaction.atomic
def invite_staff(user: User, by: Actor) -> None:
    """Mail a new member of staff a link to choose a password. Noted at every board where the user
    has a role that runs.
    """
    with open_every_tenant("an invitation stands in the log of each board concerned"):
        rows = list(running_memberships(user))
        for row in rows:
            note("membership.invited", row, by=by)
        place = str(rows[0].school or rows[0].board) if rows else "Drieklank"
        _queue_to(
            user,
            "staff-account",
            school_id=rows[0].school_id if rows else None,
            fields={
                "name": _first_name(user),
                "school": place,
                "sender": str(by.user) if by.user is not None else "De beheerder",
                "days": _days(),
            },
            filler=LINK_FILLER,
            filler_ref=str(user.pk),
        )


@transaction.atomic
def mail_password_link(user: User) -> None:
    """Mail a link to choose another password."""
    _queue_to(
        user,
        "password-reset",
        fields={"name": _first_name(user), "days": _days()},
        filler=LINK_FILLER,
        filler_ref=str(user.pk),
        urgent=True,
    )


def new_login_code_ref() -> str:
    """What a code to sign in is computed from; worth nothing without the secret key."""
    return f"{int(time.time())}.{secrets.token_hex(12)}"


def login_code(ref: str) -> str:
    """Eight characters without vowels, from the reference and the secret key."""
    key = f"drieklank.login-code:{settings.SECRET_KEY}".encode()
    digest = hmac.new(key, ref.encode(), sha256).digest()
    text = base64.b32encode(digest).decode("ascii")
    letters = [letter for letter in text if letter not in "AEIOU="]
    return "".join(letters[:LOGIN_CODE_LENGTH])


def fill_login_code(ref: str) -> dict[str, str] | None:
    """The same code again while the mail is sent; None where it would be too old to use."""
    made = int(ref.partition(".")[0])
    if time.time() - made > settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT:
        return None
    return {"code": login_code(ref)}


@transaction.atomic
def mail_login_code(email: str, ref: str) -> None:
    """Mail the code of this reference to the user with this address."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is not None:
        _queue_to(
            user,
            "staff-sign-in-code",
            fields={"minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60},
            filler=LOGIN_CODE_FILLER,
            filler_ref=ref,
            urgent=True,
        )


@transaction.atomic
def mail_account_changed(user: User, what: str) -> None:
    """Tell somebody what changed about the own sign-in, so that a thief is noticed."""
    _queue_to(user, "staff-account-changed", fields={"what": what})


def _queue_to(user: User, template: str, **rest: object) -> None:
    board_id = mail_board(user)
    if board_id is not None:  # without any board there is nobody to write for
        queue(template, board_id=board_id, user_id=user.pk, to=user.email, **rest)  # type: ignore[arg-type] # names of queue's own arguments


def note_sign_in(user: User) -> None:
    """One line at each board where the user has a role."""
    actor = Actor(user=user)
    with open_every_tenant("a sign-in stands in the log of each board concerned"):
        seen: set[int] = set()
        for row in running_memberships(user):
            if row.board_id not in seen:
                seen.add(row.board_id)
                note("user.signed_in", row, by=actor)


@transaction.atomic
def reset_second_factor(membership: Membership, by: Actor) -> int:
    """Take a colleague's lost second factor away; returns how many parts. At the next sign-in a
    new one is set up, if the role asks for it.

    Raises PermissionError for oneself, or without the right to manage this colleague.
    """
    user = membership.user
    if by.user is None or by.user.pk == user.pk or not may(by, Right.STAFF_MANAGE, membership):
        raise PermissionError("only who manages the team, and never the own one")
    rows = list(Authenticator.objects.filter(user=user))
    for row in rows:
        ledger.append("erase", "mfa.Authenticator", row.pk)
        row.delete()
    note("user.second_factor_reset", membership, by=by)
    mail_account_changed(
        user,
        f"{by.user} heeft je tweede stap bij het aanmelden weggehaald, omdat je er niet meer bij "
        "kon. Stel bij het aanmelden een nieuwe in.",
    )
    return len(rows)
