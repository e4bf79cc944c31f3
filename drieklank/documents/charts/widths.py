"""How wide a text becomes: an SVG on paper cannot ask the browser.

Advance widths of the text face at weight 400, in hundredths of the font size; read from the font
file once. Letters that are not here (other scripts) count as a wide letter, so a line is rather
broken too early than too late.
"""

_BY_WIDTH = {
    16: "'",
    21: ",.:;",
    24: "`j|",
    25: "iìíî",
    27: "lï",
    28: " \N{NO-BREAK SPACE}",
    30: '!"()',
    32: "f[",
    34: "t]{}",
    35: "r°",
    37: "-_",
    39: "/I\\ÌÍÎÏ",
    41: "1",
    46: "yýÿvz¿",
    48: "*?scxç",
    51: "k7J",
    52: "aàáâãäå",
    54: "Leuèéêëùúûü",
    56: "2<>F^TdghnoñòóôõöøŸ",
    58: "EYbpq35ÈÉÊË$PSV",
    61: "69+4BRZ8X÷",
    64: "=AKCÀÁÂÃÄÅÇ#0",
    68: "DwGHNUÑÙÚÛÜ",
    72: "OQ&ÒÓÔÕÖØ",
    84: "@Mm",
    88: "WæÆ",
    92: "%",
}
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_OTHER = 72
_BOLD = 1.07


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line, in the unit of `size`."""
    total = sum(_WIDTHS.get(letter, _OTHER) for letter in text) / 100
    return total * size * (_BOLD if bold else 1)


def lines(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines that fit in `room`; a word that does not fit stands alone."""
    broken: list[str] = []
    for word in text.split():
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and width(longer, size, bold=bold) <= room:
            broken[-1] = longer
        else:
            broken.append(word)
    return broken
