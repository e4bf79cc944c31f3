"""By which way a parent is reached, and what a mobile number looks like however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.people.reaching import Way, mobile_number, way_to, written_once

PREFIXES = ("06", "+316", "+31 6", "00316", "0031 6", "+31 (0)6", "06-", "06 ", "6", "+3106")


@given(
    digits=st.text("0123456789", min_size=8, max_size=8),
    prefix=st.sampled_from(PREFIXES),
    gap=st.sampled_from(["", " ", "-", ".", "/"]),
    at=st.integers(0, 8),
)
def test_a_mobile_number_is_one_number_however_it_is_written(
    digits: str, prefix: str, gap: str, at: int
) -> None:
    written = f"{prefix}{digits[:at]}{gap}{digits[at:]}"
    assert mobile_number(written) == f"+316{digits}"
    assert mobile_number(mobile_number(written)) == f"+316{digits}"


@given(st.text(max_size=20))
def test_whatever_is_typed_gives_a_dutch_mobile_number_or_nothing(text: str) -> None:
    found = mobile_number(text)
    assert found == "" or (found.startswith("+316") and len(found) == 12 and found.isascii())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "010 123 45 67",
        "06 1234567",
        "06 123456789",
        "+32 470 12 34 56",
        "bel maar",
        "٠٦١٢٣٤٥٦٧٨",
    ],
)
def test_what_is_no_dutch_mobile_number_gets_no_text(text: str) -> None:
    assert mobile_number(text) == ""


def test_a_number_at_home_is_kept_as_it_was_typed() -> None:
    assert [written_once(text) for text in ("06 12345678", "010 - 123 45 67", "")] == [
        "+31612345678",
        "010 - 123 45 67",
        "",
    ]


MAIL, MOBILE, HOME = "mona@thuis.example", "06 12345678", "010 1234567"


@pytest.mark.parametrize(
    ("email", "phone", "prefers", "has_sms", "way"),
    [
        (MAIL, MOBILE, "email", True, Way.MAIL),
        (MAIL, MOBILE, "sms", True, Way.SMS),
        (MAIL, MOBILE, "sms", False, Way.MAIL),  # no gateway here
        (MAIL, HOME, "sms", True, Way.MAIL),  # no number that takes texts
        (MAIL, MOBILE, "paper", True, Way.MAIL),
        ("", MOBILE, "email", True, Way.SMS),
        ("", MOBILE, "email", False, None),
        ("", HOME, "sms", True, None),
        ("", "", "email", True, None),
    ],
)
def test_mail_goes_first_except_for_who_asked_for_texts_or_has_no_mail(
    email: str, phone: str, prefers: str, has_sms: bool, way: Way | None
) -> None:
    assert way_to(email=email, phone=phone, prefers=prefers, has_sms=has_sms) == way
