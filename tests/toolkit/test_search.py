"""Finding: the right thing first, also with a slip of the finger, and the same on every database."""

from __future__ import annotations

from drieklank.toolkit.search import Document, Field, Index

INDEX = Index(
    [
        Document("belronde", (Field("Positieve belronde", 6), Field("Je belt elke ouder op", 1))),
        Document("avond", (Field("Ouderavond over lezen", 6), Field("Samen lezen met ouders", 1))),
        Document("raad", (Field("De raad", 6), Field("Ouders beslissen mee over avonden", 1))),
        Document(
            "app", (Field("Afspraken over de groepsapp", 6), Field("Telefoons en groepen", 1))
        ),
    ]
)


def keys(typed: str) -> list[str]:
    return [hit.key for hit in INDEX.find(typed)]


def test_title_goes_before_text() -> None:
    assert keys("ouderavond") == ["avond"]
    assert keys("avond") == ["avond", "raad"]


def test_part_of_a_compound_is_found_under_its_parts() -> None:
    assert keys("groep afspraak") == ["app"]


def test_slip_of_the_finger_is_forgiven_and_said() -> None:
    (hit,) = INDEX.find("telefoonn")
    assert (hit.key, hit.is_near) == ("app", True)
    assert [hit.is_near for hit in INDEX.find("afspraken")] == [False]


def test_nothing_like_it_finds_nothing() -> None:
    assert keys("zwembad") == []
    assert keys("de het een") == []


def test_equal_scores_go_by_key_on_every_installation() -> None:
    same = Index([Document(key, (Field("lezen", 1),)) for key in ("c", "a", "b")])
    assert [hit.key for hit in same.find("lezen")] == ["a", "b", "c"]
