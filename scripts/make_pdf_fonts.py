"""Make the TrueType files in drieklank/documents/fonts from WOFF2 subsets.

Typst reads no WOFF2 and no variable fonts, and of two files with one family name it takes one and
loses the letters of the other (Ł, Ş). So: one static file per family and weight, all subsets merged.

Use: make_pdf_fonts.py SOURCE_FOLDER [TARGET_FOLDER]. Which subsets are asked for stands in FAMILIES.
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "drieklank" / "documents" / "fonts"
WEIGHT_NAMES = {400: "Regular", 600: "SemiBold", 700: "Bold"}
FAMILIES: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "Atkinson Hyperlegible Next": (
        (400, 600, 700),
        ("atkinson-next-400-700.woff2", "atkinson-next-400-700-ext.woff2"),
    ),
    "Gabarito": ((700,), ("gabarito-700.woff2", "gabarito-700-ext.woff2")),
    "Noto Sans Arabic": ((400, 700), ("noto-sans-arabic-arabic-wght-normal.woff2",)),
    "Noto Sans Ethiopic": ((400, 700), ("noto-sans-ethiopic-ethiopic-wght-normal.woff2",)),
    "Noto Sans": (
        (400, 700),
        tuple(
            f"noto-sans-{subset}-wght-normal.woff2"
            for subset in ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese")
        ),
    ),
}


def static(source: Path, weight: int) -> TTFont:
    """One weight of a (variable) subset, as an uncompressed font without leftovers."""
    font = TTFont(source)
    if "fvar" in font:
        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | {"wght": weight}
        font = instantiateVariableFont(font, axes, inplace=True)
    font.flavor = None
    for table in ("STAT", "MVAR", "HVAR", "avar", "gasp", "prep", "fpgm", "cvt ", "DSIG"):
        if table in font:
            del font[table]
    return font


def rename(font: TTFont, family: str, weight: int) -> None:
    """Names by which a typesetter finds family and weight."""
    style = WEIGHT_NAMES[weight]
    names = font["name"]
    for record in list(names.names):
        if record.nameID in {1, 2, 3, 4, 6, 16, 17, 21, 22, 25}:
            names.removeNames(nameID=record.nameID)
    postscript = f"{family.replace(' ', '')}-{style}"
    for name_id, text in ((1, family), (2, style), (4, f"{family} {style}"), (6, postscript)):
        names.setName(text, name_id, 3, 1, 0x409)
    names.setName(postscript, 3, 3, 1, 0x409)
    names.setName(family, 16, 3, 1, 0x409)
    names.setName(style, 17, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["head"].macStyle = 1 if weight >= 700 else 0


def make(source: Path, target: Path) -> None:
    for family, (weights, subsets) in FAMILIES.items():
        for weight in weights:
            with tempfile.TemporaryDirectory() as folder:
                parts = []
                for subset in subsets:
                    part = str(Path(folder) / f"{subset}.ttf")
                    static(source / subset, weight).save(part)
                    parts.append(part)
                font = TTFont(parts[0]) if len(parts) == 1 else Merger(Options()).merge(parts)
                rename(font, family, weight)
                name = f"{family.replace(' ', '')}-{WEIGHT_NAMES[weight]}.ttf"
                font.save(target / name)
                print(name, len(font.getBestCmap()), (target / name).stat().st_size)


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET)
