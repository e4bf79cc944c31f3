"""Every file of content/ stands on its own feet, and all of them agree."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from drieklank.content.library import (
    Library,
    content_files,
    load_file,
    load_library,
    questionnaire_problems,
)
from drieklank.content.loading import ContentError, Problem
from drieklank.content.schema import (
    Audience,
    Framework,
    Message,
    Questionnaire,
    SurveyInterface,
)
from drieklank.content.texts import LANGUAGES
from drieklank.content.translations import translations_of

ROOT = Path(settings.CONTENT_DIR)
FILES = content_files(ROOT)
QUESTIONNAIRES = {
    "baseline-parents",
    "baseline-pupils-primary",
    "baseline-pupils-secondary",
    "baseline-team",
    "checklist-adviser",
    "fijne-school-parents",
    "fijne-school-pupils",
    "fijne-school-team",
    "mirror-parents",
    "mirror-team",
    "pulse-parents",
    "readiness-leader",
    "satisfaction-parents",
    "success-factors-team",
    "training-evaluation-team",
}
INSTRUMENTS = {
    "baseline",
    "checklist",
    "fijne-school",
    "final",
    "mirror",
    "pulse",
    "readiness",
    "satisfaction",
    "success-factors",
    "training-evaluation",
}
INTERFACES = {
    "commitments-interface",
    "evening-interface",
    "paper-interface",
    "plan-interface",
    "portal-interface",
    "post-interface",
    "results-interface",
    "sign-in-interface",
    "survey-interface",
    "vision-interface",
}
TO_PARENTS = {
    "activation-letter",
    "announcement-parents",
    "invitation-letter",
    "invitation-parents",
    "invitation-parents-sms",
    "invitation-pulse",
    "parent-address-changed",
    "parent-new-address",
    "parent-sign-in-code",
    "reminder-parents-1",
    "reminder-parents-2",
    "reminder-parents-sms",
    "results-changes",
    "results-parents",
}
MESSAGES = TO_PARENTS | {
    "activity-shared",
    "guidance-request",
    "guidance-withdrawn",
    "invitation-team",
    "password-reset",
    "plan-reminder",
    "reminder-team-1",
    "reminder-team-2",
    "results-changes-team",
    "results-team",
    "staff-account",
    "staff-account-changed",
    "staff-sign-in-code",
    "texts-to-check",
}
SCRIPTS = {"ar": ("\u0600", "\u06ff"), "uk": ("\u0400", "\u04ff"), "ti": ("\u1200", "\u137f")}


@pytest.fixture(scope="module")
def whole() -> Library:
    return load_library(ROOT)


@pytest.mark.parametrize("file", FILES)
def test_content_file_as_it_stands_is_valid(file: str) -> None:
    loaded = load_file(ROOT, file)
    assert loaded is not None


def test_content_folder_has_everything_the_product_asks_for(whole: Library) -> None:
    assert whole.problems == []
    assert set(whole.frameworks) == {("six-goals", 1)}
    assert {version for _, version in whole.questionnaires} == {1}
    assert {key for key, _ in whole.questionnaires} == QUESTIONNAIRES
    assert set(whole.instruments) == INSTRUMENTS
    assert set(whole.interfaces) == {(key, 1) for key in INTERFACES}
    assert set(whole.messages) == MESSAGES
    assert {slug for slug, _ in whole.pages} == {
        "accessibility",
        "anonymity",
        "help-parents",
        "help-staff",
        "privacy",
    }


def test_every_questionnaire_belongs_to_an_instrument_so_that_somebody_can_hold_it(
    whole: Library,
) -> None:
    asked = {
        one.questionnaire for instrument in whole.instruments.values() for one in instrument.asked
    }
    assert asked == QUESTIONNAIRES


def test_content_folder_holds_no_file_that_nobody_reads() -> None:
    present = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()}
    elsewhere = {
        file for file in present if file.split("/", 1)[0] not in {*_folders(), "lock.json"}
    }
    translations = {
        path.relative_to(ROOT).as_posix() for file in FILES for path in translations_of(ROOT / file)
    }
    assert present - elsewhere == {*FILES, *translations, "lock.json"}


def _folders() -> set[str]:
    return {file.split("/", 1)[0] for file in FILES}


def test_everything_parents_read_is_complete_in_each_language(whole: Library) -> None:
    languages = {"nl", "en", "ar", "tr", "pl", "uk", "ti"}
    assert set(LANGUAGES) == languages
    for (key, _), found in whole.questionnaires.items():
        expected = languages if found.audience is Audience.PARENTS else {"nl"}
        assert (key, set(found.languages)) == (key, expected)
    assert set(whole.frameworks["six-goals", 1].languages) == languages
    for (key, _), interface in whole.interfaces.items():
        assert (key, set(interface.languages)) == (key, languages)
    for key, message in whole.messages.items():
        expected = languages if key in TO_PARENTS else {"nl"}
        assert (key, set(message.languages)) == (key, expected)
    for slug in ("privacy", "anonymity", "help-parents", "accessibility"):
        assert (slug, {lang for found, lang in whole.pages if found == slug}) == (slug, languages)


def test_translations_that_nobody_read_say_so(whole: Library) -> None:
    """The page on accessibility promises to say which translations nobody has read over."""
    everything: list[Questionnaire | SurveyInterface | Message | Framework] = [
        *whole.questionnaires.values(),
        *whole.interfaces.values(),
        *whole.messages.values(),
        *whole.frameworks.values(),
    ]
    read = {
        (one.key, lang, review.reviewed_by)
        for one in everything
        for lang, review in one.languages.items()
        if lang != "nl" and review.reviewed_by is not None
    }
    assert read == set()


def test_translations_are_written_in_their_own_script(whole: Library) -> None:
    """A sentence that was forgotten in another language would stand in Latin letters."""
    texts = [
        text
        for found in whole.questionnaires.values()
        if found.audience is Audience.PARENTS
        for _, text in found.texts
        if text.languages != {"nl"}
    ]
    for interface in whole.interfaces.values():
        texts += interface.texts.values()
    assert len(texts) > 400
    for text in texts:
        for lang, (first, last) in SCRIPTS.items():
            # Behind the name of a Dutch institution its Dutch word stands in parentheses.
            said = re.sub(r"\([^)]*\)", "", text[lang])
            own = sum(first <= sign <= last for sign in said)
            latin = sum("a" <= sign <= "z" for sign in said)
            assert own > 0, (lang, text)
            assert latin <= own or "{" in text[lang], (lang, text)
        assert text["en"] != text["nl"] or len(text["nl"]) < 12, text


def test_dashes_do_not_stand_in_for_punctuation() -> None:
    for file in FILES:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert (file, text.count("—"), text.count("–")) == (file, 0, 0)


def test_item_keys_are_not_shared_between_questionnaires(whole: Library) -> None:
    keys = [item.key for found in whole.questionnaires.values() for item in found.items]
    assert len(keys) > 64
    assert len(keys) == len(set(keys))


def test_questionnaire_with_unknown_indicator_is_refused_with_the_item(whole: Library) -> None:
    parents = whole.questionnaires["baseline-parents", 1]
    document = parents.model_dump(mode="json")
    document["parts"][0]["items"][0]["indicator"] = "learning.1"
    document["parts"][1]["items"].pop()
    changed = Questionnaire.model_validate(document)
    assert list(questionnaire_problems(changed, whole)) == [
        Problem(
            "questionnaires/baseline-parents/v1.yaml",
            "welcome.greeted",
            "Indicator learning.1 hoort niet bij doel welcome.",
        ),
        Problem(
            "questionnaires/baseline-parents/v1.yaml",
            "conversation",
            "Dit doel heeft 4 vragen nodig; er staan er 3.",
        ),
    ]


def test_team_item_that_mirrors_nothing_is_refused(whole: Library) -> None:
    document = whole.questionnaires["baseline-team", 1].model_dump(mode="json")
    document["parts"][0]["items"][0]["mirror"] = "welcome.gone"
    sentences = [
        problem.sentence
        for problem in questionnaire_problems(Questionnaire.model_validate(document), whole)
    ]
    assert sentences == [
        "De vraag welcome.greeted van ouders heeft geen spiegelvraag.",
        "De gespiegelde vraag welcome.gone is er niet.",
    ]


def test_file_named_after_another_key_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "questionnaires" / "other"
    folder.mkdir(parents=True)
    source = ROOT / "questionnaires/baseline-team/v1.yaml"
    (folder / "v2.yaml").write_bytes(source.read_bytes())
    with pytest.raises(ContentError) as caught:
        load_file(tmp_path, "questionnaires/other/v2.yaml")
    assert [(problem.key, problem.sentence) for problem in caught.value.problems] == [
        ("key", "Hier staat baseline-team, maar het bestand heet naar other."),
        ("version", "Hier staat 1, maar het bestand heet naar 2."),
    ]
