"""Who must have a second factor, and who has one."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from drieklank.access.actor import Actor
from drieklank.access.rules import Role

MUST_HAVE = frozenset(
    {
        Role.SCHOOL_LEADER,
        Role.CARE_COORDINATOR,
        Role.BOARD_MEMBER,
        Role.ASSESSOR,  # whose decision is signed and made public
        Role.ADMINISTRATOR,
        Role.EDITOR,  # lets texts out to every school
    }
)


def needs_second_factor(actor: Actor) -> bool:
    """True where the actor's roles ask for a second factor and none has been set up."""
    if not settings.REQUIRE_SECOND_FACTOR or actor.user is None or not (actor.roles & MUST_HAVE):
        return False
    return not Authenticator.objects.filter(
        user_id=actor.user.pk, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).exists()
