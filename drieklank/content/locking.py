"""A published framework or questionnaire never changes: its sha256 stands in content/lock.json, and a check compares.

Words that no result rests on (buttons, mails, pages of explanation) may be mended at any time.

To change published text: copy v1.yaml to v2.yaml, change that, and publish v2.
"""

import hashlib
import json
from pathlib import Path

from drieklank.content.library import frozen_files, load_file
from drieklank.content.loading import ContentError, Problem
from drieklank.content.translations import translations_of

LOCK_FILE = "lock.json"


def fingerprint(root: Path, file: str) -> str:
    """sha256 (hexadecimal) of a file; line endings of other systems make no difference."""
    return hashlib.sha256((root / file).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def whole_fingerprint(root: Path, file: str) -> str:
    """sha256 of a file with the translations beside it, each under its name."""
    parts = [fingerprint(root, file)]
    for path in translations_of(root / file):
        parts.append(f"{path.name} {fingerprint(root, path.relative_to(root).as_posix())}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest() if parts[1:] else parts[0]


def read_lock(root: Path) -> dict[str, str]:
    """Published file -> fingerprint; empty where nothing was published yet."""
    path = root / LOCK_FILE
    if not path.exists():
        return {}
    lock: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return lock


def lock_problems(root: Path) -> list[Problem]:
    """Published files that changed or went."""
    lock, present = read_lock(root), frozen_files(root)
    gone = [
        Problem(file, "", "Deze versie is gepubliceerd en mag niet weg.")
        for file in lock
        if file not in present
    ]
    changed = [
        Problem(
            file, "", "Deze versie is gepubliceerd en mag niet veranderen. Maak een nieuwe versie."
        )
        for file in present
        if file in lock and lock[file] != fingerprint(root, file)
    ]
    return sorted(gone + changed)


def unpublished(root: Path) -> list[str]:
    """Versions that may still change because nobody published them: a round must not use them yet."""
    lock = read_lock(root)
    return [file for file in frozen_files(root) if file not in lock]


def publish(root: Path) -> list[str]:
    """Freeze every version that was not published yet; returns those files.

    Raises ContentError, and writes nothing, where one is invalid or an earlier published version changed.
    """
    lock = read_lock(root)
    problems, fresh = lock_problems(root), unpublished(root)
    for file in fresh:
        try:
            load_file(root, file)
        except ContentError as failure:
            problems.extend(failure.problems)
    if problems:
        raise ContentError(problems)
    whole = lock | {file: fingerprint(root, file) for file in fresh}
    (root / LOCK_FILE).write_text(
        json.dumps(dict(sorted(whole.items())), indent=2) + "\n", encoding="utf-8"
    )
    return fresh
