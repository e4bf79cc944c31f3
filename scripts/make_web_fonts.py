"""Make the small WOFF2 files of Noto Sans Ethiopic in drieklank/ui/static/ui/fonts.

Tigrinya needs 290 of the 700 letters of the whole font: the rows in which it is written, the
lip-rounded letters and the punctuation marks. Without the rest a first visit stays small.

Use: make_web_fonts.py. The source is the font of the PDF documents, which stands in this repository.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

PACKAGE = Path(__file__).resolve().parent.parent / "drieklank"
SOURCES = PACKAGE / "documents" / "fonts"
TARGET = PACKAGE / "ui" / "static" / "ui" / "fonts"
WEIGHTS = {400: "Regular", 700: "Bold"}
# The first letter of each row of seven, as far as Tigrinya uses the row.
ROWS = (
    *(0x1200, 0x1208, 0x1210, 0x1218, 0x1220, 0x1228, 0x1230, 0x1238, 0x1240, 0x1250, 0x1260),
    *(0x1268, 0x1270, 0x1278, 0x1280, 0x1290, 0x1298, 0x12A0, 0x12A8, 0x12B8, 0x12C8, 0x12D0),
    *(0x12D8, 0x12E0, 0x12E8, 0x12F0, 0x1300, 0x1308, 0x1320, 0x1328, 0x1330, 0x1338, 0x1340),
    *(0x1348, 0x1350),
)
ROUNDED_ROWS = (0x1248, 0x1258, 0x12B0, 0x12C0, 0x1310)
ROUNDED = "ሏሟሯሷሿቧቷቿኗዟዷጧፏ"
MARKS = "፡።፣፤፥፦፧"


def wanted() -> list[int]:
    """Every character of the web font."""
    letters = [first + order for first in ROWS for order in range(7)]
    rounded = [first + order for first in ROUNDED_ROWS for order in (0, 2, 3, 4, 5)]
    return [*letters, *rounded, *map(ord, ROUNDED + MARKS)]


def make(target: Path = TARGET) -> None:
    for weight, name in WEIGHTS.items():
        font = TTFont(SOURCES / f"NotoSansEthiopic-{name}.ttf")
        options = subset.Options(layout_features=[], hinting=False, name_IDs=[0, 1, 2, 13, 14])
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=wanted())
        cutter.subset(font)
        for table in ("GSUB", "GPOS", "GDEF"):
            if table in font:
                del font[table]
        font.flavor = "woff2"
        path = target / f"noto-sans-ethiopic-{weight}.woff2"
        font.save(path)
        print(path.name, len(font.getBestCmap()), path.stat().st_size)


if __name__ == "__main__":
    make()
