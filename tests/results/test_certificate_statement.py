"""The signed statement: one changed byte fails, and trust never comes from the file itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from drieklank.results import certificate_keys
from drieklank.results.certificate_statement import (
    Finding,
    canonical,
    check,
    fingerprint,
    read_fingerprint,
    sign,
    spoken,
)
from tests.conftest import ROOT

SAID = {
    "school": {"name": "De Vlieger – École", "brin": "98AA", "town": ""},
    "issued_on": "2026-11-22",
    "ends_on": "2028-11-21",
    "look_at": "https://drieklank.example/certificaat/8HX2K-4M9PT/",
    "goals": [{"key": "welcome", "score": "66.4"}],
}
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
MARK = fingerprint(KEY.public_key())
FILE = sign(SAID, KEY)


def test_genuine_file_is_recognised_by_a_key_that_the_reader_had() -> None:
    found = check(FILE, {MARK})

    assert found.finding is Finding.GENUINE
    assert (found.first_day.isoformat(), found.last_day.isoformat()) == ("2026-11-22", "2028-11-21")


def test_every_bit_of_every_byte_counts() -> None:
    passed = []
    for place in range(len(FILE)):
        for bit in range(8):
            changed = bytearray(FILE)
            changed[place] ^= 1 << bit
            if check(bytes(changed), {MARK}).finding is not Finding.CHANGED:
                passed.append((place, bit))

    assert passed == []


@pytest.mark.parametrize("place", [0, 1, len(FILE) // 2, len(FILE) - 1, len(FILE)])
def test_byte_that_is_added_or_missing_fails(place: int) -> None:
    added = [FILE[:place] + bytes([byte]) + FILE[place:] for byte in (9, 10, 32, 48, 125)]
    missing = FILE[:place] + FILE[place + 1 :]
    # A byte put beside its own like makes no other place, but always another file.
    assert {check(one, {MARK}).finding for one in added} == {Finding.CHANGED}
    assert place == len(FILE) or check(missing, {MARK}).finding is Finding.CHANGED


@pytest.mark.parametrize(
    "changed",
    [
        FILE.replace(b"66.4", b"96.4"),
        FILE.replace(b"2028-11-21", b"2038-11-21"),
        FILE.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + FILE,
        FILE.rstrip(),
        json.dumps(json.loads(FILE)).encode(),
        FILE.replace(
            json.loads(FILE)["signature"].encode(), json.loads(FILE)["signature"].upper().encode()
        ),
        b"",
        b"[]",
        b"null",
        b'{"signature": 1}\n',
        b"\xff" * 100,
        b"[" * 100_000,
        b'{"a": "\\ud800"}',
    ],
)
def test_other_form_or_other_content_is_refused(changed: bytes) -> None:
    assert check(changed, {MARK}).finding is Finding.CHANGED


def test_own_made_file_with_an_own_key_is_never_called_genuine() -> None:
    """Anybody can sign for any school: only a key from elsewhere proves who did."""
    forged = sign(SAID, Ed25519PrivateKey.generate())

    assert check(forged, {MARK}).finding is Finding.UNKNOWN_KEY
    assert check(forged, ()).finding is Finding.UNKNOWN_KEY


def test_signature_of_another_file_does_not_fit() -> None:
    other = json.loads(sign({**SAID, "ends_on": "2099-01-01"}, KEY))
    swapped = canonical({**other, "signature": json.loads(FILE)["signature"]})

    assert check(swapped, {MARK}).finding is Finding.CHANGED


def test_key_put_in_the_place_of_another_fails() -> None:
    content = json.loads(FILE)
    other = json.loads(sign(SAID, Ed25519PrivateKey.generate()))["key"]

    assert check(canonical({**content, "key": other}), {MARK}).finding is Finding.CHANGED
    assert (
        check(canonical({**content, "key": {**other, "fingerprint": MARK}}), {MARK}).finding
        is Finding.CHANGED
    )


@pytest.mark.parametrize("value", [1, 1.5, True, None])
def test_numbers_are_refused_since_they_have_more_than_one_spelling(value: object) -> None:
    with pytest.raises(TypeError):
        canonical({"n": value})


def test_fingerprint_is_read_however_it_is_typed() -> None:
    assert read_fingerprint(spoken(MARK).upper()) == MARK
    with pytest.raises(ValueError, match="32"):
        read_fingerprint(MARK[:-1])


# -- the key store ---------------------------------------------------------------------------------
@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Path:
    settings.KEYS_DIR, settings.KEYS_COPY_DIR = tmp_path / "keys", tmp_path / "copy"
    return tmp_path


def test_key_is_made_once_and_lies_closed_in_both_places(store: Path) -> None:
    first = fingerprint(certificate_keys.signing_key().public_key())
    files = [store / place / "certificate/signing.pem" for place in ("keys", "copy")]

    assert fingerprint(certificate_keys.signing_key().public_key()) == first
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]
    assert [one.fingerprint for one in certificate_keys.published_keys()] == [first]


def test_lost_key_comes_back_from_the_second_place(store: Path) -> None:
    first = fingerprint(certificate_keys.signing_key().public_key())
    (store / "keys/certificate/signing.pem").unlink()

    assert fingerprint(certificate_keys.signing_key().public_key()) == first
    assert (store / "keys/certificate/signing.pem").exists()


def test_replaced_key_still_checks_what_it_signed(store: Path) -> None:
    file = sign(SAID, certificate_keys.signing_key())
    certificate_keys.replace_signing_key()
    now, old = certificate_keys.published_keys()

    assert (now.signs, old.signs) == (True, False)
    assert check(file, {now.fingerprint, old.fingerprint}).finding is Finding.GENUINE
    assert check(file, {now.fingerprint}).finding is Finding.UNKNOWN_KEY


def test_damaged_key_is_refused_and_never_replaced_in_silence(store: Path) -> None:
    certificate_keys.signing_key()
    (store / "keys/certificate/signing.pem").write_text("kapot")

    with pytest.raises(certificate_keys.SigningKeyDamaged):
        certificate_keys.signing_key()
    assert [one.signs for one in certificate_keys.published_keys()] == [False]


# -- the command -----------------------------------------------------------------------------------
@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A statement and its public key, in a folder that is nobody's home."""
    (tmp_path / "c.json").write_bytes(FILE)
    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "key.pem").write_bytes(pem)
    return tmp_path


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as somebody elsewhere runs it: without home, settings, database or writable place."""
    bare = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    bare["DRIEKLANK_KEYS"] = str(folder / "nothing-here")
    code = "import sys; from drieklank.config.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, "verify-certificate", *arguments],
        cwd=folder, env=bare, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_command_says_genuine_with_the_key_and_makes_nothing(files: Path) -> None:
    before = sorted(os.listdir(files))
    done = command(files, "c.json", "--key", "key.pem", "--day", "2027-01-01")

    assert done.returncode == 0
    assert done.stdout.startswith(
        "Echt en geldig. Het certificaat van De Vlieger – École (BRIN 98AA) geldt van "
        "22 november 2026 tot en met 21 november 2028."
    )
    assert "https://drieklank.example/certificaat/8HX2K-4M9PT/" in done.stdout
    assert sorted(os.listdir(files)) == before


def test_command_takes_the_fingerprint_from_the_page(files: Path) -> None:
    done = command(files, "c.json", "--fingerprint", spoken(MARK), "--day", "2027-01-01")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2028-11-22", "Echt, maar verlopen."),
        ("2026-11-21", "Echt, maar nog niet geldig."),
    ],
)
def test_command_says_when_it_does_not_hold(files: Path, day: str, said: str) -> None:
    done = command(files, "c.json", "--key", "key.pem", "--day", day)

    assert done.returncode == 1
    assert done.stderr.startswith(said)


def test_command_without_a_key_proves_nothing_and_says_what_to_compare(files: Path) -> None:
    done = command(files, "c.json")

    assert done.returncode == 1
    assert "Niet te zeggen of dit echt is." in done.stderr
    assert spoken(MARK) in done.stderr


def test_command_refuses_a_changed_file_and_a_key_that_is_none(files: Path) -> None:
    (files / "changed.json").write_bytes(FILE.replace(b"66.4", b"96.4"))
    changed = command(files, "changed.json", "--key", "key.pem")
    no_key = command(files, "c.json", "--key", "c.json")
    no_file = command(files, "gone.json")

    assert (changed.returncode, no_key.returncode, no_file.returncode) == (1, 1, 1)
    assert changed.stderr.startswith("Niet echt.")
    assert no_key.stderr.startswith("De sleutel is niet te gebruiken.")
    assert no_file.stderr.startswith("gone.json is niet te lezen")


def test_checking_needs_no_django(files: Path) -> None:
    """A settings file that fails at once shows that nothing reads it."""
    code = (
        "import sys, drieklank.results.commands.verify_certificate; "
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=files, env={"PYTHONPATH": str(ROOT)}, check=False, timeout=60
    )  # fmt: skip

    assert done.returncode == 0
