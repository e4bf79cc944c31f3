"""Fields and forms: label, hint, error, field; sentences that help."""

import pytest
from django import forms
from django.template import engines

from drieklank.ui.forms import DateInput, Form, ModelForm, TimeInput


class Visit(Form):
    autofill = {"email": "email"}

    name = forms.CharField(label="Naam", max_length=8)
    email = forms.EmailField(label="E-mailadres", help_text="Van thuis")
    growth = forms.CharField(label="Waar wil Finn in groeien?", widget=forms.Textarea)
    on = forms.DateField(label="Datum", widget=DateInput())
    at = forms.TimeField(label="Tijd", widget=TimeInput(), required=False)
    kind = forms.ChoiceField(label="Soort", choices=[("a", "Thuis")], widget=forms.RadioSelect)
    who = forms.MultipleChoiceField(
        label="Wie", choices=[("f", "Finn"), ("v", "Vader")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="Samen afgesproken")
    list = forms.FileField(label="Lijst")
    own = forms.CharField(
        label="Eigen", error_messages={"required": "Zeg het in je eigen woorden."}
    )
    back = forms.CharField(widget=forms.HiddenInput, required=False)


def render(source: str, **context: object) -> str:
    return str(engines["django"].from_string(source).render(context))


def test_form_without_answers_says_per_field_what_to_do() -> None:
    form = Visit({})
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "name": ["Vul nog in: Naam"],
        "email": ["Vul nog in: E-mailadres"],
        "growth": ["Beantwoord nog: Waar wil Finn in groeien?"],
        "on": ["Vul nog in: Datum"],
        "kind": ["Kies nog: Soort"],
        "who": ["Kies nog: Wie"],
        "agreed": ["Zet nog een vinkje bij: Samen afgesproken"],
        "list": ["Kies nog een bestand: Lijst"],
        "own": ["Zeg het in je eigen woorden."],
    }


def test_form_with_wrong_answers_says_how_it_comes_right() -> None:
    form = Visit({"name": "x" * 9, "email": "finn", "on": "32-1-2027", "at": "laat", "kind": "b"})
    said = {name: form.errors[name][0] for name in ("email", "on", "at", "kind")}
    assert said == {
        "email": "Dit e-mailadres klopt niet. Een adres ziet er zo uit: naam@voorbeeld.nl.",
        "on": "Datum: schrijf de datum als dag-maand-jaar, bijvoorbeeld 25-1-2027.",
        "at": "Tijd: schrijf de tijd zo: 19:30.",
        "kind": "Soort: deze keuze is er niet meer. Kies een andere.",
    }
    assert form.errors["name"]


@pytest.mark.parametrize("written", ["2027-01-25", "25-1-2027"])
def test_date_is_read_from_the_browser_and_from_somebody_who_types(written: str) -> None:
    assert str(Visit({"on": written}).fields["on"].clean(written)) == "2027-01-25"


def test_text_field_with_an_error_stands_in_the_order_label_hint_error_field() -> None:
    html = render("{% field form.email %}", form=Visit({}))
    places = [
        html.index(part)
        for part in (
            '<label class="label" for="id_email">',
            'id="id_email_helptext"',
            'id="id_email_error"',
            "<input",
        )
    ]
    assert places == sorted(places)
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'autocomplete="email"' in html
    assert 'class="field field--bad"' in html


def test_field_about_somebody_else_is_not_filled_in_by_the_browser() -> None:
    html = render("{% field form.name %}", form=Visit())
    assert 'autocomplete="off"' in html
    assert "placeholder" not in html
    assert " required" not in html


def test_field_that_may_stay_empty_says_so() -> None:
    assert "(hoeft niet)" in render("{% field form.at %}", form=Visit())
    assert "(hoeft niet)" not in render("{% field form.name %}", form=Visit())


def test_choices_become_a_group_with_a_legend_and_real_inputs() -> None:
    html = render("{% field form.who %}", form=Visit({"who": ["v"]}))
    assert '<fieldset id="id_who"><legend class="label">Wie</legend>' in html
    assert (
        '<label class="choice"><input type="checkbox" name="who" id="id_who_0" value="f">'
        "<span>Finn</span></label>"
        '<label class="choice"><input type="checkbox" name="who" id="id_who_1" value="v" checked>'
        "<span>Vader</span></label>"
    ) in html


def test_choices_as_pills_stay_radio_buttons() -> None:
    html = render('{% field form.kind look="pick" %}', form=Visit())
    assert (
        '<div class="pick"><label><input type="radio" name="kind" id="id_kind_0" value="a">'
        "<span>Thuis</span></label></div>"
    ) in html


def test_checkbox_has_its_sentence_beside_it() -> None:
    html = render("{% field form.agreed %}", form=Visit())
    assert '<label class="choice" for="id_agreed"><input type="checkbox"' in html
    assert "<span>Samen afgesproken</span></label>" in html


def test_error_summary_links_to_every_field_and_of_a_group_to_its_first_choice() -> None:
    html = render("{% error_summary form %}", form=Visit({"back": "x"}))
    assert 'role="alert" tabindex="-1" autofocus' in html
    assert "Er kloppen nog 9 dingen niet" in html
    for link in ("id_name", "id_kind_0", "id_who_0", "id_agreed", "id_list"):
        assert f'href="#{link}"' in html
    fields = render("{% form_fields form %}", form=Visit({"back": "x"}))
    for link in ("id_name", "id_kind_0", "id_who_0", "id_agreed", "id_list"):
        assert f'id="{link}"' in fields


def test_error_summary_of_a_form_that_is_fine_is_empty() -> None:
    assert render("{% error_summary form %}", form=Visit()) == ""


def test_error_of_the_whole_form_stands_in_the_summary_without_a_link() -> None:
    form = Visit({})
    form.add_error(None, "<b>Deze tijd is net bezet.</b>")
    html = render("{% error_summary form %}", form=form)
    assert "<li>&lt;b&gt;Deze tijd is net bezet.&lt;/b&gt;</li>" in html


def test_form_fields_draw_every_field_once() -> None:
    html = render("{% form_fields form %}", form=Visit())
    drawn = [name for name in Visit.base_fields if f'name="{name}"' in html]
    assert drawn == list(Visit.base_fields)
    assert html.count('type="hidden"') == 1


def test_model_form_helps_in_the_same_way() -> None:
    assert issubclass(ModelForm, forms.ModelForm)
    assert ModelForm.use_required_attribute is False
