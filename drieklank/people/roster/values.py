"""One cell at a time: cleaning text, and recognising addresses, telephone numbers and citizen numbers."""

import re
import unicodedata

# What turns text around or is invisible: names do not need it, and it hides what a name really says.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_NINE_DIGITS = re.compile(
    r"(?<!\d)(\d{9}|\d{3}[ .-]\d{3}[ .-]\d{3}|\d{4}[ .-]\d{2}[ .-]\d{3})(?!\d)"
)
_EMAIL = re.compile(
    r"^[^\s@<>\"(),:;\[\]\\]{1,64}@[^\s@<>\"(),:;\[\]\\.]+(\.[^\s@<>\"(),:;\[\]\\.]+)+$"
)
_PHONE_DECORATION = re.compile(r"[\s().\-/\u2011]+")


def tidy(value: str) -> str:
    """Composed characters, single spaces, nothing invisible. `value` is any cell as text."""
    if value.isascii() and value.isprintable() and "  " not in value:
        return value.strip()
    value = unicodedata.normalize("NFC", value)
    value = _CONTROL.sub("", _INVISIBLE.sub("", value))
    return " ".join(value.split())


def is_citizen_number(digits: str) -> bool:
    """Whether nine digits pass the eleven-test of the citizen number (BSN)."""
    if len(digits) != 9 or not (digits.isascii() and digits.isdigit()) or digits == "000000000":
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1), strict=False))
    return (total - int(digits[8])) % 11 == 0


def holds_citizen_number(value: str) -> bool:
    """Whether a citizen number stands anywhere in a text that has no business holding one."""
    if len(value) < 9:
        return False
    found = _NINE_DIGITS.finditer(value)
    return any(is_citizen_number(re.sub(r"\D", "", match.group())) for match in found)


def email_address(value: str) -> str | None:
    """The address in lower case; empty for an empty cell, None for something that is no address."""
    value = value.strip().removeprefix("mailto:").lower()
    if not value:
        return ""
    return value if len(value) <= 254 and _EMAIL.match(value) else None


def phone_number(value: str) -> str | None:
    """E.164 (+31612345678); empty for an empty cell, None for something that is no Dutch or foreign number.

    A spreadsheet eats the leading zero of a mobile number; nine digits that start with 6 are one.
    """
    digits = _PHONE_DECORATION.sub("", value.strip().lower().replace("(0)", ""))
    if not digits:
        return ""
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if re.fullmatch(r"0[1-9]\d{8}", digits):
        return "+31" + digits[1:]
    if re.fullmatch(r"6\d{8}", digits):
        return "+31" + digits
    if re.fullmatch(r"\+310[1-9]\d{8}", digits):
        return "+31" + digits[4:]
    if digits.startswith("+31"):
        return digits if re.fullmatch(r"\+31[1-9]\d{8}", digits) else None
    return digits if re.fullmatch(r"\+[1-9]\d{6,14}", digits) else None
