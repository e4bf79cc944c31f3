"""Compile the translations of the frames: drieklank/ui/locale/*/LC_MESSAGES/django.po -> .mo.

The .mo files are committed, so that a school needs no compiler; a test fails when one is stale.
"""

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "drieklank" / "ui" / "locale"


def compiled(path: Path) -> bytes:
    """The bytes of the .mo file that belongs to a .po file."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parts[-3])
    made = io.BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def main() -> None:
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        path.with_suffix(".mo").write_bytes(compiled(path))
        print(path)


if __name__ == "__main__":
    main()
