"""The command line speaks Dutch and says by its exit code what happened."""

from pathlib import Path

import pytest

from drieklank.config import cli


def test_help_is_dutch_from_first_to_last_word(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["--help"])

    out = capsys.readouterr().out
    assert stop.value.code == 0
    assert out.startswith("gebruik: drieklank [-h] OPDRACHT ...")
    assert [word for word in ("usage", "options", "show this", "positional") if word in out] == []


# Django's own commands (`manage`) speak English.
@pytest.mark.parametrize("command", sorted(set(cli.available()) - {"manage"}))
def test_every_command_explains_itself_in_dutch(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main([command, "--help"])

    out = capsys.readouterr().out
    assert stop.value.code == 0
    assert out.startswith(f"gebruik: drieklank {command}")
    assert "show this" not in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "deze gegevens ontbreken: OPDRACHT"),
        (["dans"], "OPDRACHT: 'dans' bestaat niet; kies uit"),
        (["migrate", "--snel"], "onbekend: --snel"),
        (["serve", "--port", "acht"], "'acht' is geen goede waarde"),
        (["serve", "--port"], "verwacht één waarde"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)

    assert stop.value.code == 2
    assert says in capsys.readouterr().err


def test_what_is_refused_ends_with_1_and_the_reason(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_options: object) -> int:
        raise cli.Refused("Dat kan niet, want het is al gedaan.")

    module = cli.load("migrate")
    monkeypatch.setattr(module, "run", refuse)

    assert cli.main(["migrate"]) == 1
    assert capsys.readouterr().err == "Dat kan niet, want het is al gedaan.\n"


def test_every_module_of_a_command_stands_in_the_list() -> None:
    root = Path(cli.__file__).parent.parent
    modules = {path.stem.replace("_", "-") for path in root.glob("*/commands/*.py")} - {"--init--"}
    assert modules == set(cli.available())


def test_every_place_where_commands_lie_is_looked_at() -> None:
    root = Path(cli.__file__).parent.parent
    packages = {f"drieklank.{path.parent.name}.commands" for path in root.glob("*/commands/")}
    assert packages - set(cli.PACKAGES) == set()
