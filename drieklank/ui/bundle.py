"""Put the stylesheets together: many small sources, two files over the wire.

`css/` is what people edit, `static/ui/` is what browsers get. There is no build tool: this joins
the sources in order and takes out comments and layout spaces. A test fails when the result is not
fresh, so `python -m drieklank.ui.bundle` is the only thing to remember.

- `app.css`: everything, for pages with a menu.
- `survey.css`: what a questionnaire and its letters of welcome and thanks need, and nothing else:
  these pages must open quickly on a parent's old phone.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE / "css"
TARGET = HERE / "static" / "ui"

FIRST = ("tokens.css", "reset.css", "base.css", "layout.css")
LAST = ("utilities.css", "print.css")
SURVEY_COMPONENTS = (
    "beside",
    "block",
    "button",
    "field",
    "foot",
    "hidden",
    "menu",
    "notice",
    "scale",
    "skip",
    "strokes",
    "text",
    "top",
    "way",
    "who",
)


def sources(bundle: str) -> list[Path]:
    """Return the source files of `app.css` or `survey.css`, in the order of the cascade."""
    first = [SOURCES / name for name in FIRST]
    last = [SOURCES / name for name in LAST]
    components = SOURCES / "components"
    if bundle == "survey.css":
        return [*first, *(components / f"{name}.css" for name in SURVEY_COMPONENTS), *last]
    if bundle == "app.css":
        rest = [SOURCES / "charts.css", SOURCES / "amounts.css"]
        return [*first, *sorted(components.glob("*.css")), *rest, *last]
    raise ValueError(f"There is no bundle called {bundle!r}.")


def squeeze(css: str) -> str:
    """Take out comments and spaces that a browser does not need; text in quotes stays whole."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    pieces = re.split(r"(\"[^\"]*\"|'[^']*')", css)
    for index in range(0, len(pieces), 2):
        piece = re.sub(r"\s+", " ", pieces[index])
        piece = re.sub(r" ?([{};,]) ?", r"\1", piece)
        piece = re.sub(r"(?<=[\w-]): ", ":", piece)
        pieces[index] = piece.replace(";}", "}")
    return "".join(pieces).strip() + "\n"


def bundle(name: str) -> str:
    """Return the text of one bundle."""
    return squeeze("\n".join(path.read_text(encoding="utf-8") for path in sources(name)))


def write() -> None:
    """Write both bundles to the folder that is served."""
    for name in ("app.css", "survey.css"):
        (TARGET / name).write_text(bundle(name), encoding="utf-8")


if __name__ == "__main__":
    write()
