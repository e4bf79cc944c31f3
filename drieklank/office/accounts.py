"""How allauth behaves here: no sign-up, mail through our own messages, only known addresses by OpenID Connect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode


@dataclass(frozen=True)
class OpenidButton:
    """The button to sign in elsewhere; its form is a POST, so that no link signs anybody in."""

    label: str
    url: str


def openid_button(request: HttpRequest, after: str = "") -> OpenidButton | None:
    """The button, where OpenID Connect has been set up."""
    if not settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        return None
    url = reverse("openid_connect_login", kwargs={"provider_id": "school"})
    query = f"?{urlencode({'next': after})}" if after else ""
    return OpenidButton(f"Meld aan met {settings.OPENID_NAME}", url + query)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
