"""Styles: logical directions, fresh bundles, and a survey that fits through a thin wire."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.template import engines

from drieklank.ui import bundle
from drieklank.ui.kit import ANSWERS, kit_languages

UI = Path(bundle.__file__).parent
STATIC = UI / "static" / "ui"
SOURCES = sorted((UI / "css").rglob("*.css"))
KIB = 1024


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_style_names_no_left_or_right_so_that_arabic_needs_no_second_sheet(path: Path) -> None:
    css = without_comments(path.read_text(encoding="utf-8"))
    assert re.findall(r"\b(?:left|right)\b", css) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_style_stands_in_a_layer_so_that_order_of_files_decides_nothing(path: Path) -> None:
    css = without_comments(path.read_text(encoding="utf-8"))
    outside = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    heads = re.findall(r"^(\S[^{;]*)[{;]", outside, flags=re.MULTILINE)
    assert {head.split()[0] for head in heads} == {"@layer"}


@pytest.mark.parametrize("name", ["app.css", "survey.css"])
def test_bundle_is_fresh(name: str) -> None:
    served = (STATIC / name).read_text(encoding="utf-8")
    assert served == bundle.bundle(name), "run: python -m drieklank.ui.bundle"


def test_app_bundle_holds_every_source() -> None:
    assert sorted(bundle.sources("app.css")) == SOURCES


@pytest.mark.parametrize("name", ["app.css", "survey.css"])
def test_bundle_points_only_at_files_that_exist(name: str) -> None:
    css = (STATIC / name).read_text(encoding="utf-8")
    addresses = re.findall(r"url\(\"?([^\")]+)", css)
    assert addresses
    assert [address for address in addresses if not (STATIC / address).is_file()] == []
    assert "data:" not in css


def test_squeezing_keeps_what_means_something() -> None:
    css = '/* x */ .a > .b { inline-size: calc(100% - 3px); content: "a  : b" }\n.c :hover { }'
    assert bundle.squeeze(css) == (
        '.a > .b{inline-size:calc(100% - 3px);content:"a  : b"}.c :hover{}\n'
    )


def survey_page(lang: str) -> bytes:
    """A part with six statements, as a parent gets it."""
    source = (
        '{% extends "ui/survey.html" %}{% block content %}<form method="post">'
        "{% strokes part=3 total=6 %}<h1>Contact</h1>{% for text in texts %}"
        '{% scale name=text legend=text choices=answers dont_know="Weet ik niet"'
        ' read_label="Lees voor" %}{% endfor %}{% button "Volgende" big=True %}</form>{% endblock %}'
    )
    context = {
        "lang": lang,
        "dir": "rtl" if lang == "ar" else "ltr",
        "languages": kit_languages(lang),
        "texts": [f"{n}. Ik hoor ook iets van school als het goed gaat." for n in range(6)],
        "answers": ANSWERS,
    }
    return str(engines["django"].from_string(source).render(context)).encode()


def test_survey_page_asks_for_nothing_but_what_is_counted_here() -> None:
    page = survey_page("nl").decode()
    asked = re.findall(r"(?:href|src)=\"/static/(ui/[^\"]+)\"", page)
    assert sorted(asked) == [
        "ui/fonts/atkinson-next-400-700.woff2",
        "ui/logo.svg",
        "ui/read-aloud.js",
        "ui/survey.css",
    ]


@pytest.mark.parametrize(
    ("lang", "extra", "limit"),
    [
        ("nl", [], 60),
        ("ar", ["noto-sans-arabic-400-700.woff2"], 70),
        ("ti", ["noto-sans-ethiopic-400.woff2", "noto-sans-ethiopic-700.woff2"], 70),
        ("pl", ["atkinson-next-400-700-ext.woff2", "gabarito-700-ext.woff2"], 70),
    ],
)
@pytest.mark.parametrize("packed", ["brotli", "gzip"])
def test_survey_on_a_first_visit_stays_under_its_budget(
    lang: str, extra: list[str], limit: int, packed: str
) -> None:
    pack = brotli.compress if packed == "brotli" else gzip.compress
    texts = [(STATIC / name).read_bytes() for name in ("survey.css", "read-aloud.js", "logo.svg")]
    fonts = ["atkinson-next-400-700.woff2", "gabarito-700.woff2", *extra]
    total = sum(len(pack(text)) for text in [*texts, survey_page(lang)])
    total += sum((STATIC / "fonts" / name).stat().st_size for name in fonts)
    assert total <= limit * KIB


def web_faces() -> list[tuple[str, set[int]]]:
    """Family of each @font-face, with the characters that both its range and its file hold."""
    ttlib = pytest.importorskip("fontTools.ttLib", reason="fontTools is a tool for developers")
    css = (UI / "css" / "tokens.css").read_text(encoding="utf-8")
    face = r'font-family: "([^"]+)";\s+src: url\("([^"]+)"\)[^}]*unicode-range: ([^;]+);'
    faces = []
    for family, source, ranges in re.findall(face, css):
        ends = [piece.strip().removeprefix("U+").split("-") for piece in ranges.split(",")]
        asked = {n for end in ends for n in range(int(end[0], 16), int(end[-1], 16) + 1)}
        faces.append((family, asked & set(ttlib.TTFont(STATIC / source).getBestCmap())))
    return faces


@pytest.mark.parametrize(
    ("family", "letters"),
    [
        ("Atkinson Next", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”"),
        ("Atkinson Next", "çğıöşüâîÇĞİÖŞÜ"),
        ("Gabarito", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"),
        ("Noto Sans Arabic", "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى،؛؟٠١٢٣٤٥٦٧٨٩"),
        ("Noto Sans Ethiopic", "ሀለሐመረሰሸቀቐበተነአከኸወዐዘየደጀገጠጨጰጸፈፐቝዃኳጓ፡።፣፤፥፦"),
    ],
    ids=["polish", "turkish", "polish-headings", "arabic", "tigrinya"],
)
def test_letters_of_a_language_come_with_the_page_so_that_no_phone_shows_boxes(
    family: str, letters: str
) -> None:
    have = set().union(*(held for name, held in web_faces() if name == family))
    assert "".join(letter for letter in letters if ord(letter) not in have) == ""


def test_words_in_tigrinya_stay_within_the_letters_of_the_web_font() -> None:
    content = UI.parent.parent / "content"
    files = [*content.rglob("*.ti.yaml"), *content.rglob("*.ti.md")]
    used = {c for path in files for c in path.read_text(encoding="utf-8") if c >= "\u1200"}
    have = set().union(*(held for name, held in web_faces() if name == "Noto Sans Ethiopic"))
    typographic = {c for c in used if "\u2000" <= c <= "\u206f"}
    assert {c for c in used - typographic if ord(c) not in have} == set()


def test_fonts_have_their_licence_beside_them() -> None:
    families = {path.name.split("-")[0] for path in (STATIC / "fonts").glob("*.woff2")}
    licences = {path.stem.split("-")[1].lower() for path in (STATIC / "fonts").glob("OFL-*.txt")}
    assert families == licences
