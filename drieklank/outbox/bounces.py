"""What a mail says that tells of another one coming back (RFC 3464). Pure."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage, Message
from uuid import UUID

_OWN_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
_STATUS = re.compile(r"\s*(5)\.\d{1,3}\.\d{1,3}")


def returned_mail(raw: bytes) -> tuple[UUID, str] | None:
    """Return which message of ours came back for good, and its status (`5.1.1`).

    None: another kind of mail, a delay, or a mail that we did not number. raw: the whole mail.
    """
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    if not isinstance(mail, EmailMessage) or mail.get_content_type() != "multipart/report":
        return None
    status, own = "", None
    for part in mail.walk():
        status = status or _final_status(part)
        own = own or _own_id(part)
    return (own, status) if own is not None and status else None


def _final_status(part: Message) -> str:
    """The status of a recipient that was given up, in a part that says how delivery went."""
    action, status = str(part.get("Action", "")), str(part.get("Status", ""))
    if action.strip().lower() != "failed" or not _STATUS.match(status):
        return ""
    return status.split()[0]


def _own_id(part: Message) -> UUID | None:
    """Our number, in the head of the mail that came back."""
    text = str(part.get("Message-ID", ""))
    if part.get_content_type() == "text/rfc822-headers":
        text = str(part.get_payload())
    found = _OWN_ID.search(text)
    return UUID(found[1]) if found else None
