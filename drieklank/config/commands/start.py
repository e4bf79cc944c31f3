"""`drieklank start`: a school's own beginning, on an empty database, without the demonstration."""

import argparse
import json

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from drieklank.audit.actions import SYSTEM, note
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.base.text import slug
from drieklank.config.backup import is_empty
from drieklank.config.cli import Refused
from drieklank.schools.models import Board, Membership, School, Sector, StaffRole, User


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--board", required=True, metavar="NAAM", help="naam van het bestuur")
    parser.add_argument("--school", required=True, metavar="NAAM", help="naam van de school")
    parser.add_argument("--brin", required=True, metavar="BRIN", help="BRIN-nummer, zoals 12AB")
    parser.add_argument(
        "--sector", required=True, choices=Sector.values, help="soort onderwijs: po, vo of so"
    )
    parser.add_argument(
        "--leader-email", required=True, metavar="ADRES", help="e-mailadres van de schoolleider"
    )
    parser.add_argument(
        "--admin-email", required=True, metavar="ADRES", help="e-mailadres van de beheerder"
    )
    parser.add_argument("--json", action="store_true", help="antwoord als JSON")


def password_link(user: User) -> str:
    """A link with which this user chooses a password; it ends when used, and after three days."""
    key = default_token_generator.make_token(user)
    where = {"uidb36": user_pk_to_url_str(user), "key": key}
    return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=where)


def _check(options: argparse.Namespace) -> None:
    if not is_empty():
        raise Refused("Deze database is niet leeg: het begin is al gemaakt. Er is niets veranderd.")
    if settings.DEMO:
        raise Refused(
            "De demonstratie staat aan (DRIEKLANK_DEMO). Zet die uit voor een echte school."
        )
    if options.leader_email.lower() == options.admin_email.lower():
        raise Refused(
            "De beheerder en de schoolleider zijn twee aanmeldingen: geef twee adressen. "
            "De beheerder ziet geen gegevens van mensen; de schoolleider wel."
        )
    for address in (options.leader_email, options.admin_email):
        try:
            validate_email(address)
        except ValidationError as error:
            raise Refused(f"{address} is geen e-mailadres.") from error


def begin(options: argparse.Namespace) -> dict[str, User]:
    """Board, school, administrator and leader in one transaction; returns the two users by their part."""
    with open_every_tenant("the first board is made"), transaction.atomic():
        board = Board.objects.create(name=options.board.strip(), code=slug(options.board))
        school = School(
            board=board,
            name=options.school.strip(),
            code=slug(options.school),
            brin=options.brin.strip().upper(),
            sector=options.sector,
        )
        try:
            school.full_clean()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        school.save()
        admin = User.objects.create_user(options.admin_email, is_administrator=True)
        leader = User.objects.create_user(options.leader_email)
        Membership.objects.create(
            board=board,
            school=school,
            user=leader,
            role=StaffRole.SCHOOL_LEADER,
            started_on=today(),
        )
        note("board:started", board, by=SYSTEM)
    return {"administrator": admin, "leader": leader}


def run(options: argparse.Namespace) -> int:
    _check(options)
    users = begin(options)
    links = {part: password_link(user) for part, user in users.items()}
    if options.json:
        print(
            json.dumps(
                {"board": slug(options.board), "school": slug(options.school), "links": links}
            )
        )
        return 0
    print(
        f"{options.board} met {options.school} staat klaar. Twee links om een wachtwoord te kiezen,"
    )
    print("elk één keer te gebruiken. Geef ze alleen aan wie het is:")
    print(f"  beheerder     {users['administrator'].email}  {links['administrator']}")
    print(f"  schoolleider  {users['leader'].email}  {links['leader']}")
    return 0
