"""allauth's forms with our words: label, hint, and what to do when a field stays empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn


@dataclass(frozen=True)
class Words:
    label: str
    hint: str = ""
    empty: str = ""


_EMAIL: Final = Words("E-mailadres", "Je adres van school.", "Vul je e-mailadres van school in.")
_NEW: Final = Words(
    "Nieuw wachtwoord",
    "Minstens twaalf tekens. Een zin van vier woorden onthoud je makkelijk.",
    "Bedenk een wachtwoord van minstens twaalf tekens.",
)
_AGAIN: Final = Words("Nog een keer", "", "Typ hetzelfde wachtwoord nog een keer.")
_NAME: Final = Words(
    "Naam van deze passkey",
    "Bijvoorbeeld: laptop van school. Zo herken je hem later.",
    "Geef de passkey een naam, bijvoorbeeld: laptop van school.",
)
_SIX: Final = Words(
    "Code uit je app",
    "Zes cijfers. Of een van je herstelcodes.",
    "Vul de zes cijfers uit je app in.",
)
_FIRST_SIX: Final = Words("Code uit je app", "Zes cijfers.", "Vul de zes cijfers uit je app in.")
_MAILED: Final = Words(
    "Code uit de mail", "Kleine letters mogen ook.", "Vul de code uit de mail in."
)
_OWN_PASSWORD: Final = Words("Wachtwoord", "", "Vul je wachtwoord in.")


def _dress(form: Any, words: dict[str, Words]) -> None:
    form.use_required_attribute = False
    form.marks_optional = False
    for name, said in words.items():
        field = form.fields.get(name)
        if field is None:
            continue
        field.label, field.help_text = said.label, said.hint
        field.widget.attrs.pop("placeholder", None)
        if said.empty:
            field.error_messages["required"] = said.empty


def _dressed(base: Any, **words: Words) -> Any:
    """A subclass of one of allauth's forms that speaks our Dutch."""

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 -- becomes a method
        base.__init__(self, *args, **kwargs)
        _dress(self, words)

    return type(base.__name__, (base,), {"__init__": __init__})


LoginForm = _dressed(account.LoginForm, login=_EMAIL, password=_OWN_PASSWORD)
ReauthenticateForm = _dressed(account.ReauthenticateForm, password=_OWN_PASSWORD)
ResetPasswordForm = _dressed(account.ResetPasswordForm, email=_EMAIL)
ResetPasswordKeyForm = _dressed(account.ResetPasswordKeyForm, password1=_NEW, password2=_AGAIN)
SetPasswordForm = _dressed(account.SetPasswordForm, password1=_NEW, password2=_AGAIN)
ChangePasswordForm = _dressed(
    account.ChangePasswordForm,
    oldpassword=Words("Wachtwoord van nu", "", "Vul het wachtwoord in dat je nu hebt."),
    password1=_NEW,
    password2=_AGAIN,
)
RequestLoginCodeForm = _dressed(account.RequestLoginCodeForm, email=_EMAIL)
ConfirmLoginCodeForm = _dressed(account.ConfirmLoginCodeForm, code=_MAILED)

AuthenticateForm = _dressed(mfa.AuthenticateForm, code=_SIX)
SecondReauthenticateForm = _dressed(mfa.ReauthenticateForm, code=_SIX)
ActivateTOTPForm = _dressed(totp.ActivateTOTPForm, code=_FIRST_SIX)
EditWebAuthnForm = _dressed(webauthn.EditWebAuthnForm, name=_NAME)


class AddWebAuthnForm(webauthn.AddWebAuthnForm):
    """A passkey also opens the door alone, unless somebody chooses otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        alone = Words(
            "Ook aanmelden zonder wachtwoord",
            "Je apparaat vraagt dan om je vinger, je gezicht of je pincode.",
        )
        _dress(self, {"name": _NAME, "passwordless": alone})
