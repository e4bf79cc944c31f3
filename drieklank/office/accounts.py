"""How allauth behaves here: no sign-up, mail through our own messages, only known addresses by
OpenID Connect.
"""

from __future__ import annotations

import base64
import secrets
import time
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac

from drieklank.base.clock import today
from drieklank.office.actions.accounts import (
    login_code,
    mail_account_changed,
    mail_login_code,
    mail_password_link,
    new_login_code_ref,
    note_sign_in,
)
from drieklank.schools.models import User

# What allauth calls a change, and the sentence that the owner of the account gets.
CHANGES: Final = {
    "account/email/password_changed": "Je wachtwoord is veranderd.",
    "account/email/password_set": "Er is een wachtwoord gekozen voor je account.",
    "account/email/password_reset": "Er is een nieuw wachtwoord gekozen voor je account.",
    "mfa/email/totp_activated": "Een app voor codes is aan je account gekoppeld.",
    "mfa/email/totp_deactivated": "De app voor codes is losgekoppeld van je account.",
    "mfa/email/recovery_codes_generated": "Er zijn nieuwe herstelcodes gemaakt.",
    "mfa/email/webauthn_added": "Er is een passkey aan je account toegevoegd.",
    "mfa/email/webauthn_removed": "Er is een passkey van je account weggehaald.",
    "socialaccount/email/account_connected": "Je schoolaccount is aan je account gekoppeld.",
}
FRESH: Final = 5 * 60  # seconds
_TOO_OFTEN: Final = "Dit is te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw."
_WRONG_CODE: Final = "Deze code klopt niet. Kijk goed na wat er staat, of vraag een nieuwe."


@dataclass(frozen=True)
class OpenidButton:
    """The button to sign in elsewhere; its form is a POST, so that no link signs anybody in."""

    label: str
    url: str


def openid_button() -> OpenidButton | None:
    """The button, where OpenID Connect has been set up."""
    if not settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        return None
    url = reverse("openid_connect_login", kwargs={"provider_id": "school"})
    return OpenidButton(f"Meld aan met {settings.OPENID_NAME}", url)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dit account is dicht. Vraag je schoolleider.",
        "email_password_mismatch": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. "
        "Kijk ze na, of kies een nieuw wachtwoord.",
        "enter_current_password": "Dit is niet het wachtwoord dat je nu hebt.",
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": "Dit wachtwoord klopt niet. Probeer het nog eens.",
        "too_many_login_attempts": _TOO_OFTEN,
        "rate_limited": _TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's network, only to count attempts: a hash under a key of the day, so that no
        address of anybody stands in the cache (which may be a table).
        """
        network = truncate_ip(super().get_client_ip(request))
        key = f"drieklank.network.{today()}"
        return salted_hmac(key, network, algorithm="sha256").hexdigest()[:32]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in just now need not do so again before setting up a second step."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = any(time.time() - row["at"] < FRESH for row in records)
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        note_sign_in(user)

    def generate_login_code(self) -> str:
        """A code that can be computed again while its mail is sent, and is stored with no mail."""
        ref = new_login_code_ref()
        self.request.login_code_ref = ref
        return login_code(ref)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Only what we know leaves, through the outbox; allauth's own texts never do."""
        if template_prefix == "account/email/login_code":
            mail_login_code(email, self.request.login_code_ref)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        mail_password_link(user)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        if what := CHANGES.get(template_prefix):
            mail_account_changed(user, what)


class MfaAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors sealed: who reads the database cannot make codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Deze code klopt niet. Een code werkt een halve minuut: neem de nieuwste. "
        "Staat de klok van je telefoon goed?",
        "rate_limited": _TOO_OFTEN,
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode("ascii")).decode()
        except InvalidToken:
            # The secret key was replaced. A random secret: no code fits it, and nobody knows it.
            return base64.b32encode(secrets.token_bytes(20)).decode("ascii")

    def build_totp_svg(self, url: str) -> str:
        """Black on white with its margin, so that it can be scanned from a dark page too."""
        out = BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, border=4, light="#fff")
        return out.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        return "Mijn passkey"


def _box() -> Fernet:
    derive = HKDF(SHA256(), length=32, salt=None, info=b"drieklank second factor")
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.SECRET_KEY.encode())))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A school's own accounts: only for people who work here already, by an address that their
    school's server says it has checked.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        claims = sociallogin.account.extra_data
        sociallogin.account.extra_data = {}  # who somebody is elsewhere is not ours to keep
        email = checked_email(claims)
        if sociallogin.is_existing and email is not None:
            sociallogin.account.save(update_fields=["extra_data"])
            return
        user = User.objects.filter(email__iexact=email, is_active=True).first() if email else None
        if user is None:
            page = render(request, "socialaccount/unknown.html", status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, user)


def checked_email(claims: dict[str, Any]) -> str | None:
    """The address in what the other server says, if that server has checked it, and if both of its
    answers are about the same person. A server that does not say so is not believed.
    """
    token, info = claims.get("id_token") or {}, claims.get("userinfo") or {}
    if not token.get("sub") or token["sub"] != info.get("sub"):
        return None
    if info.get("email_verified", token.get("email_verified")) not in {True, "true"}:
        return None
    return str(info.get("email") or "") or None
