"""From a message to a mail: the text of content/, the secrets of this moment, our look."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from drieklank.base.text import slug
from drieklank.content.queries import interface_texts
from drieklank.content.queries import message as message_text
from drieklank.content.texts import direction, written_day
from drieklank.outbox.models import Message
from drieklank.outbox.rules import blocks, dates_in
from drieklank.schools.models import School


def write_mail(message: Message, secrets: dict[str, str]) -> EmailMultiAlternatives:
    """The mail of a message; `secrets` are the fields that exist only now, as far as it uses them.

    With the secret `stop`, a program that reads mail can offer to stop these messages too (RFC 8058),
    whether or not the text has that link.

    Raises KeyError for a template that content/ does not have, ValueError where fields differ.
    """
    template = message_text(message.template)
    used = {name: value for name, value in secrets.items() if name in template.fields}
    values: dict[str, Any] = {**message.fields, **used}
    lang = message.language if message.language in template.languages else "nl"
    filled = template.fill(lang, {**values, **_written_dates(values, lang)})
    school = School.objects.filter(pk=message.school_id).first() if message.school_id else None
    headers = {
        "Auto-Submitted": "auto-generated",
        "Content-Language": filled.lang,
        # By this a mail that comes back is known again (`drieklank read-bounces`).
        "Message-ID": f"<{message.public_id}@{_address().rpartition('@')[2]}>",
    }
    if stop := secrets.get("stop"):
        headers |= {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    mail = EmailMultiAlternatives(
        # A title that somebody typed may hold a line end, which no subject may.
        subject=" ".join(filled.subject.split()),
        body=filled.body,
        from_email=_sender(school),
        to=[message.to],
        reply_to=[school.email] if school is not None and school.email else None,
        headers=headers,
    )
    context = {
        "subject": filled.subject,
        "lang": filled.lang,
        "dir": direction(filled.lang),
        "blocks": blocks(
            filled.body,
            link=str(values.get("link", "")),
            code=str(values.get("code", "")),
            stop=used.get("stop", ""),
        ),
        # On the button above the address itself, so that a reader knows what it does.
        "open": interface_texts("post-interface", filled.lang)["mail_open"],
        "school": school.name if school is not None else "",
        "base_url": settings.BASE_URL,
    }
    mail.attach_alternative(render_to_string("outbox/mail.html", context), "text/html")
    return mail


def _written_dates(values: dict[str, Any], lang: str) -> dict[str, str]:
    return {name: written_day(day, lang) for name, day in dates_in(values).items()}


def _sender(school: School | None) -> str:
    """The address of this installation, under the school's name where a school writes."""
    if school is None:
        return str(settings.DEFAULT_FROM_EMAIL)
    name = school.name if slug(school.name) else "School"
    return f'"{name.replace(chr(34), "").replace(chr(92), "")} (Drieklank)" <{_address()}>'


def _address() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("<")[2].rstrip(">").strip()
