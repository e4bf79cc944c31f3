"""Sealing: without the round's key an answer is noise of a fixed length."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base import codes
from drieklank.measure import envelopes
from drieklank.measure.envelopes import RoundKey, TooLarge, Unreadable

KEY = RoundKey(bytes(range(32)))
OTHER = RoundKey(bytes(range(1, 33)))
INVITATION = UUID("00000000-0000-4000-8000-000000000001")
SIZE = 512


@given(st.binary(max_size=SIZE))
def test_sealed_text_opens_to_the_same_and_has_one_length(text: bytes) -> None:
    envelope = KEY.envelope_id(INVITATION)
    sealed = KEY.seal_envelope(envelope, text, SIZE)
    assert len(sealed) == envelopes.sealed_size(SIZE)
    assert KEY.open_envelope(envelope, sealed) == text


def test_same_answers_sealed_twice_share_nothing() -> None:
    envelope = KEY.envelope_id(INVITATION)
    first, second = (KEY.seal_envelope(envelope, b"same", SIZE) for _ in range(2))
    assert first != second
    assert first[:12] != second[:12]


def test_envelope_in_another_place_or_with_another_key_stays_shut() -> None:
    envelope = KEY.envelope_id(INVITATION)
    sealed = KEY.seal_envelope(envelope, b"answers", SIZE)
    flipped = bytes([sealed[0] ^ 1]) + sealed[1:]
    for key, place, data in [
        (OTHER, envelope, sealed),
        (KEY, uuid4(), sealed),
        (KEY, envelope, flipped),
        (KEY, envelope, sealed[:-1]),
        (KEY, envelope, b""),
    ]:
        with pytest.raises(Unreadable):
            key.open_envelope(place, data)


def test_draft_opens_only_with_key_and_link_together() -> None:
    link = KEY.link(INVITATION)
    sealed = KEY.seal_draft(link, b"half an answer", SIZE)
    assert KEY.open_draft(link, sealed) == b"half an answer"
    for key, secret in [(OTHER, link), (KEY, OTHER.link(INVITATION))]:
        with pytest.raises(Unreadable):
            key.open_draft(secret, sealed)


def test_text_over_the_size_is_refused_before_anything_is_sealed() -> None:
    with pytest.raises(TooLarge):
        envelopes.seal(bytes(32), b"x" * (SIZE + 1), SIZE, b"")


def test_everything_computed_for_an_invitation_differs_per_purpose_and_per_round() -> None:
    made = [
        value
        for key in (KEY, OTHER)
        for value in (
            key.link(INVITATION),
            key.code(INVITATION),
            key.paper(INVITATION),
            key.envelope_id(INVITATION).hex,
            key.draft_id(INVITATION, "a holder").hex,
            key.form_token(INVITATION),
        )
    ]
    assert len(set(made)) == 12
    assert made[:6] == [
        KEY.link(INVITATION),
        KEY.code(INVITATION),
        KEY.paper(INVITATION),
        KEY.envelope_id(INVITATION).hex,
        KEY.draft_id(INVITATION, "a holder").hex,
        KEY.form_token(INVITATION),
    ]


@given(st.uuids())
def test_links_and_codes_have_a_form_that_is_recognised_without_the_database(
    invitation: UUID,
) -> None:
    link = KEY.link(invitation)
    assert (len(link), envelopes.is_link(link)) == (envelopes.LINK_LENGTH, True)
    assert codes.encode(codes.read(KEY.code(invitation))) == KEY.code(invitation)


@pytest.mark.parametrize(
    "text", ["", "x", "a" * 21, "a" * 23, "é" * 22, "a" * 21 + "!", "A" * 21 + "B"]
)
def test_text_that_is_no_link_is_recognised(text: str) -> None:
    assert envelopes.is_link(text) is False


def test_hashes_for_look_up_depend_on_key_and_kind() -> None:
    one, two = b"1" * 32, b"2" * 32
    hashes = {
        envelopes.link_hash(one, "7"),
        envelopes.link_hash(two, "7"),
        envelopes.code_hash(one, 7),
        envelopes.code_hash(two, 7),
    }
    assert {len(value) for value in hashes} == {envelopes.HASH_BYTES}
    assert len(hashes) == 4


def test_key_never_shows_when_printed() -> None:
    assert str(list(KEY.material)) not in repr(KEY)
    assert repr(KEY.material) not in repr(KEY)
