"""The components: what they draw, what they refuse, and that they escape."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory

from drieklank.ui.parts.html import anchor
from drieklank.ui.parts.lists import YearPart
from drieklank.ui.templatetags.ui import register

HOSTILE = '<script>alert("x")</script>'
ESCAPED = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"

# One example of every tag: what stands in README.md, with a hostile value where text goes in.
EXAMPLES = {
    "badge": "{% badge bad %}",
    "button": '{% button bad url="/x/" kind="second" icon="check" more=bad %}',
    "card": "{% card title=bad url=bad %}x{% endcard %}",
    "corner_block": '{% corner_block side="child" title=bad label=bad big=True %}x{% endcorner_block %}',
    "coverage": "{% coverage spoken=2 read=1 none=1 title=bad %}",
    "coverage_key": "{% coverage_key spoken=2 read=1 none=1 %}",
    "crumb": "{% crumb bad url=bad %}",
    "crumbs": "{% crumbs %}{% crumb bad %}{% endcrumbs %}",
    "date_box": "{% date_box day %}",
    "empty_state": '{% empty_state title=bad art="phone" %}x{% endempty_state %}',
    "error_summary": "{% error_summary form title=bad %}",
    "evidence": "{% evidence 2 %}",
    "field": "{% field form.name label=bad hint=bad %}",
    "fold": "{% fold summary=bad id=bad %}x{% endfold %}",
    "foot_links": "{% foot_links parents=True %}",
    "form_fields": "{% form_fields form %}",
    "icon": '{% icon "bell" label=bad %}',
    "ink_block": "{% ink_block title=bad label=bad %}x{% endink_block %}",
    "logo": "{% logo mono=True %}",
    "notice": '{% notice kind="bad" role="alert" id=bad %}x{% endnotice %}',
    "page_head": "{% page_head bad meta=bad lead=bad hero=True %}",
    "pages": "{% pages page %}",
    "panel": "{% panel title=bad %}x{% endpanel %}",
    "picture": '{% picture "house" %}',
    "row": '{% row title=bad url=bad meta=bad side="parent" side_label=bad end=bad %}x{% endrow %}',
    "rows": "{% rows ordered=True light=True %}x{% endrows %}",
    "says": '{% says side="parent" name=bad end=True %}x{% endsays %}',
    "scale": "{% scale name=bad legend=bad choices=pairs dont_know=bad hint=bad error=bad"
    " read_label=bad %}",
    "section": "{% section title=bad more=bad more_url=bad lead=bad %}x{% endsection %}",
    "shape": '{% shape "school" label=bad %}',
    "stat": "{% stat bad bad big=True %}",
    "status": '{% status bad kind="ok" %}',
    "step": '{% step number=1 title=bad meta=bad state="done" %}x{% endstep %}',
    "steps": "{% steps %}x{% endsteps %}",
    "strokes": "{% strokes part=2 total=3 text=bad %}",
    "table": "{% table caption=bad %}x{% endtable %}",
    "tag": '{% tag bad icon="clock" %}',
    "talk": "{% talk %}x{% endtalk %}",
    "triangle": '{% triangle "child-parent" label=bad %}',
    "who": '{% who "parent" bad %}',
    "year": "{% year parts title=bad %}",
}


def render(source: str, **context: object) -> str:
    return str(engines["django"].from_string(source).render(context))


def everything() -> dict[str, object]:
    from drieklank.ui.kit import KitForm  # noqa: PLC0415 - needs settings

    return {
        "bad": HOSTILE,
        "day": date(2027, 1, 21),
        "form": KitForm({"name": HOSTILE}),
        "page": Paginator(range(50), 20).page(2),
        "pairs": [(HOSTILE, HOSTILE), ("2", "Eens")],
        "parts": [YearPart(HOSTILE, HOSTILE, 4, "now", 35)],
    }


def test_examples_name_every_tag() -> None:
    assert sorted(EXAMPLES) == sorted(register.tags)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_tag_with_hostile_text_writes_it_as_text(name: str) -> None:
    html = render(EXAMPLES[name], **everything())
    assert html
    assert "<script" not in html
    if "bad" in EXAMPLES[name] and name != "badge":
        assert "&lt;script&gt;" in html


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_tag_with_an_unknown_argument_is_refused_when_the_template_is_read(name: str) -> None:
    wrong = EXAMPLES[name].replace(" %}", " colour_of_hope=1 %}", 1)
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'colour_of_hope'"):
        engines["django"].from_string(wrong)


@pytest.mark.parametrize(
    "source",
    [
        '{% button "Bewaar" kind="purple" %}',
        '{% notice kind="purple" %}x{% endnotice %}',
        '{% status "Klaar" kind="purple" %}',
        '{% shape "teacher" %}',
        '{% corner_block side="purple" %}x{% endcorner_block %}',
        '{% triangle "child-teacher" label="x" %}',
        '{% icon "no-such-icon" %}',
        '{% icon "../secret" %}',
        '{% picture "no-such-picture" %}',
        "{% evidence 4 %}",
        '{% step number=1 title="x" state="purple" %}x{% endstep %}',
    ],
)
def test_tag_with_a_value_it_does_not_know_is_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        render(source)


def test_button_with_an_address_becomes_a_link() -> None:
    assert (
        render('{% button "Open" url="/rapport/" %}') == '<a class="btn" href="/rapport/">Open</a>'
    )


def test_button_without_an_address_submits() -> None:
    assert render('{% button "Bewaar" name="doe" value="1" %}') == (
        '<button class="btn" type="submit" name="doe" value="1">Bewaar</button>'
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x"])
def test_button_with_an_address_that_runs_a_script_goes_nowhere(url: str) -> None:
    assert 'href="#"' in render('{% button "Open" url=url %}', url=url)


@pytest.mark.parametrize("url", ["/a:b/", "?q=a:b", "#x", "https://x.nl", "tel:0201234567"])
def test_button_with_an_ordinary_address_keeps_it(url: str) -> None:
    assert f'href="{url}"' in render('{% button "Open" url=url %}', url=url)


def test_icon_button_says_its_name_to_those_who_cannot_see_it() -> None:
    html = render('{% button "Zoek" kind="icon" icon="search" %}')
    assert 'aria-label="Zoek"' in html
    assert ">Zoek<" not in html


def test_read_aloud_button_stays_hidden_until_the_browser_can_speak() -> None:
    html = render('{% button "Lees voor" read="tekst" %}')
    assert html == ('<button class="btn" type="button" data-read="tekst" hidden>Lees voor</button>')


def test_pointing_icon_turns_round_in_a_right_to_left_page_and_others_do_not() -> None:
    assert 'class="flip"' in render('{% icon "arrow-right" %}')
    assert "flip" not in render('{% icon "bell" %}')


def test_strokes_say_the_progress_in_words_too() -> None:
    assert render("{% strokes part=2 total=3 %}") == (
        '<ol class="strokes" aria-hidden="true"><li class="done"></li><li class="now"></li><li></li>'
        '</ol><p class="meta mt1">Deel 2 van 3</p>'
    )


def test_scale_puts_dont_know_off_the_line_and_marks_the_chosen_answer() -> None:
    html = render(
        '{% scale name="v" legend="Ik voel me welkom." choices=pairs dont_know="Weet ik niet"'
        ' chosen="2" %}',
        pairs=[(1, "Oneens"), (2, "Eens")],
    )
    assert html == (
        '<div class="question"><fieldset id="v-v"><legend>Ik voel me welkom.</legend>'
        '<div class="scale scale--2">'
        '<label class="answer"><input type="radio" name="v" value="1"><i></i>'
        "<span>Oneens</span></label>"
        '<label class="answer answer--end"><input type="radio" name="v" value="2" checked><i></i>'
        "<span>Eens</span></label>"
        '<label class="answer answer--dk"><input type="radio" name="v" value="x"><i></i>'
        "<span>Weet ik niet</span></label></div></fieldset></div>"
    )


def test_year_writes_lengths_as_classes_and_marks_where_we_are() -> None:
    html = render(
        "{% year parts %}",
        parts=[YearPart("Meten", "klaar", 3, "done"), YearPart("Begrijpen", "nu", 4, "now", 33)],
    )
    assert '<li class="w3 done">' in html
    assert '<li class="w4 p35 now" aria-current="step">' in html


def test_year_with_an_impossible_length_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="1 to 52 weeks"):
        render("{% year parts %}", parts=[YearPart("Meten", "", 0)])


def test_pages_keep_what_was_searched_for() -> None:
    page = Paginator(range(60), 20).page(2)
    request = RequestFactory().get("/ideeen/", {"q": "a&b", "pagina": "2"})
    html = render("{% pages page %}", page=page, request=request)
    assert 'href="?q=a%26b&amp;pagina=1"' in html
    assert '<a href="?q=a%26b&amp;pagina=2" aria-current="page">2</a>' in html
    assert 'aria-label="Vorige"' in html
    assert 'aria-label="Volgende"' in html


def test_pages_of_a_short_list_are_not_shown() -> None:
    assert render("{% pages page %}", page=Paginator(range(5), 20).page(1)) == ""


def test_coverage_counts_families_in_words_and_dots() -> None:
    html = render('{% coverage spoken=2 read=1 none=3 title="Groep 7" %}')
    assert "2 van 6 gesproken" in html
    assert [html.count(css) for css in ("g-ouder", "g-half", "g-none")] == [2, 1, 3]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Noor Veldkamp", "NV"),
        ("Salma el Idrissi", "SI"),
        ("Jan van den Berg", "JB"),
        ("Cher", "C"),
        ("anna", "A"),
        ("", ""),
    ],
)
def test_badge_takes_the_first_and_the_last_initial(name: str, said: str) -> None:
    assert f">{said}</span>" in render("{% badge name %}", name=name)


@pytest.mark.parametrize(
    ("source", "value", "said"),
    [
        ("{{ v|dutch }}", 3.26, "3,3"),
        ("{{ v|dutch }}", 3, "3"),
        ("{{ v|dutch }}", Decimal(12500), "12.500"),
        ("{{ v|dutch:2 }}", 3.256, "3,26"),
        ("{{ v|dutch }}", -0.94, "−0,9"),
        ("{{ v|dutch:0 }}", -0.2, "0"),
        ("{{ v|dutch }}", None, ""),
        ("{{ v|digits:'ar' }}", "3 van 6", "٣ van ٦"),
        ("{{ v|digits:'nl' }}", 3, "3"),
        ("{{ v|day }}", date(2027, 1, 21), "21 januari 2027"),
        ("{{ v|day_short }}", date(2027, 1, 21), "21 januari"),
        ("{{ v|weekday }}", date(2027, 1, 21), "donderdag 21 januari"),
        ("{{ v|day }}", None, ""),
        ("{{ v|clock }}", datetime(2027, 1, 21, 16, 30, tzinfo=ZoneInfo("UTC")), "17.30 uur"),
        (
            "{{ v|moment }}",
            datetime(2027, 1, 21, 23, 30, tzinfo=ZoneInfo("UTC")),
            "22 januari 2027, 00.30 uur",
        ),
    ],
)
def test_filter_writes_numbers_and_dates_the_dutch_way(
    source: str, value: object, said: str
) -> None:
    assert render(source, v=value) == said


def test_sections_with_arabic_titles_have_ids_of_their_own() -> None:
    assert anchor("حقوقكم") == "حقوقكم"
    assert anchor("أطفالكم") != anchor("حقوقكم")
    assert anchor("?!") == "deel"
