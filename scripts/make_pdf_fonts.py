"""Make the TrueType files in drieklank/documents/fonts from WOFF2 subsets.

Typst reads no WOFF2 and no variable fonts, and of two files with one family name it takes one and
loses the letters of the other (Ł, Ş). So: one static file per family and weight, all subsets merged.

Use: make_pdf_fonts.py SOURCE_FOLDER [TARGET_FOLDER]. Which subsets are asked for stands in FAMILIES.
"""

import sys
import tempfile
from pathlib import Path

from fontTools import subset
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
    "Noto Sans Math": ((400,), ("noto-sans-math-latin-400-normal.woff2",)),
    "Noto Sans Symbols 2": ((400,), ("noto-sans-symbols-2-symbols-400-normal.woff2",)),
    "Noto Sans": (
        (400, 700),
        tuple(
            f"noto-sans-{subset}-wght-normal.woff2"
            for subset in ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese")
        ),
    ),
}
# Of the two symbol fonts only arrows, signs, marks and faces: the rest is mathematics and games.
KEPT = {
    "noto-sans-math-latin-400-normal.woff2": [
        *range(0x2190, 0x219A),
        *range(0x2200, 0x2270),
        *range(0x25A0, 0x2600),
    ],
    "noto-sans-symbols-2-symbols-400-normal.woff2": [
        *range(0x2600, 0x27C0),
        *range(0x1F300, 0x1F650),
    ],
}


def static(source: Path, weight: int) -> TTFont:
    """One weight of a (variable) subset, as an uncompressed font without leftovers."""
    font = TTFont(source)
    if "fvar" in font:
        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | {"wght": weight}
        font = instantiateVariableFont(font, axes, inplace=True)
    if source.name in KEPT:
        options = subset.Options(layout_features=[], notdef_outline=True, hinting=False)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=KEPT[source.name])
        cutter.subset(font)
        if "MATH" in font:
            del font["MATH"]
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


def coverage(target: Path) -> str:
    """Every character that some font has, as lines of hexadecimal ranges."""
    have = sorted({c for path in target.glob("*.ttf") for c in TTFont(path).getBestCmap()})
    ranges: list[list[int]] = []
    for character in have:
        if ranges and character == ranges[-1][1] + 1:
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    return "".join(f"{first:04X}-{last:04X}\n" for first, last in ranges)


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
    (target / "coverage.txt").write_text(coverage(target))


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET)
