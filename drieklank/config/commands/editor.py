"""`drieklank editor ADRES`: say who reads the stories that schools offer to each other."""

from __future__ import annotations

import argparse
import json

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from drieklank.config.cli import Refused
from drieklank.config.commands.start import password_link
from drieklank.schools.models import User


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="ADRES", nargs="?", help="e-mailadres van de redacteur")
    parser.add_argument("--remove", action="store_true", help="neem de taak weer af")
    parser.add_argument("--json", action="store_true", help="antwoord als JSON")


def run(options: argparse.Namespace) -> int:
    """Give or take the task; without an address tell who has it."""
    if not options.email:
        return _tell(options)
    with transaction.atomic():
        user, is_new = _find(options.email.strip(), may_make=not options.remove)
        user.is_editor = not options.remove
        user.save(update_fields=["is_editor"])
    link = password_link(user) if is_new else ""
    if options.json:
        print(json.dumps({"email": user.email, "is_editor": user.is_editor, "link": link}))
    elif options.remove:
        print(f"{user.email} is geen redacteur meer.")
    else:
        print(f"{user.email} is redacteur en leest mee op /redactie/.")
        if link:
            print(f"Een link om een wachtwoord te kiezen, één keer te gebruiken:\n  {link}")
    return 0


def _tell(options: argparse.Namespace) -> int:
    emails = list(
        User.objects.filter(is_editor=True).order_by("email").values_list("email", flat=True)
    )
    if options.json:
        print(json.dumps({"editors": emails}))
    else:
        print("\n".join(emails) or "Er is nog geen redacteur.")
    return 0


def _find(email: str, *, may_make: bool) -> tuple[User, bool]:
    user = User.objects.filter(email__iexact=email).first()
    if user is not None:
        return user, False
    if not may_make:
        raise Refused(f"{email} is hier geen gebruiker.")
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(f"{email} is geen e-mailadres.") from error
    return User.objects.create_user(email), True
