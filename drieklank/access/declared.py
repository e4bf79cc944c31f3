"""Finds what a view declared; for pages of libraries the declaration stands here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from drieklank.access.doors import Access
from drieklank.access.rules import Right

_OWN = Access("right", right=Right.ACCOUNT_MANAGE)


def _open(reason: str) -> Access:
    return Access("public", reason=reason)


# Pages of django-allauth, by URL name. A page that stands here not is closed.
LIBRARY_PAGES: Final[Mapping[str, Access]] = MappingProxyType(
    {
        "account_login": _open("aanmelden"),
        "account_logout": _OWN,
        "account_reauthenticate": _OWN,
        "account_change_password": _OWN,
        "account_set_password": _OWN,
        "account_inactive": _open("uitleg dat een account dicht is"),
        "account_reset_password": _open("wachtwoord vergeten"),
        "account_reset_password_done": _open("wachtwoord vergeten"),
        "account_reset_password_from_key": _open("wachtwoord kiezen met een link"),
        "account_reset_password_from_key_done": _open("wachtwoord kiezen met een link"),
        "account_request_login_code": _open("aanmelden met een code"),
        "account_confirm_login_code": _open("aanmelden met een code"),
        "mfa_index": _OWN,
        "mfa_authenticate": _open("tweede stap bij het aanmelden"),
        "mfa_reauthenticate": _OWN,
        "mfa_activate_totp": _OWN,
        "mfa_deactivate_totp": _OWN,
        "mfa_generate_recovery_codes": _OWN,
        "mfa_view_recovery_codes": _OWN,
        "mfa_download_recovery_codes": _OWN,
        "mfa_list_webauthn": _OWN,
        "mfa_add_webauthn": _OWN,
        "mfa_edit_webauthn": _OWN,
        "mfa_remove_webauthn": _OWN,
        "mfa_login_webauthn": _open("aanmelden met een passkey"),
        "mfa_reauthenticate_webauthn": _OWN,
        "mfa_signup_webauthn": Access("closed"),
        "mfa_trust": Access("closed"),
        "openid_connect_login": _open("aanmelden met het schoolaccount"),
        "openid_connect_callback": _open("aanmelden met het schoolaccount"),
        "socialaccount_login_error": _open("uitleg bij een mislukte aanmelding"),
        "socialaccount_login_cancelled": _open("uitleg bij een afgebroken aanmelding"),
    }
)


def access_of(view: Callable[..., Any], name: str) -> Access | None:
    """The declaration of a view or library page; None where there is none, or where it is closed
    on purpose.
    """
    access: Access | None = getattr(view, "access", None) or LIBRARY_PAGES.get(name)
    if access is None or access.kind == "closed":
        return None
    return access
