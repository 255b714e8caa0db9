"""The command, from its arguments to what it prints and writes."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from grondslag.bench import peers
from grondslag.bench.command import main
from grondslag.bench.register import SHAPES


def test_a_small_run_compares_and_reports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / "out.md", tmp_path / "out.json"]
    code = main(
        [
            "--sizes", "2e3", "--engines", "ours", "parse", "turbo", "--repeat", "1",
            "--peers", str(tmp_path / "none"), "--output", *map(str, files),
        ]
    )  # fmt: skip
    assert code == 0
    printed = capsys.readouterr().out
    assert files[0].read_text() == printed.rstrip("\n") + "\n"
    told = json.loads(files[1].read_text())["measurements"]
    assert [(each["engine"], each["status"]) for each in told] == [
        ("ours", "ran"), ("parse", "ran"), ("turbo", "not installed"),
    ]  # fmt: skip
    assert told[0]["difference"]["missing"] == told[0]["difference"]["extra"] == 0
    assert set(told[0]["phases"]) == {"import", "load", "shapes", "validate", "report"}


def test_own_files_can_be_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data.nt"
    assert main(["generate", "register", "2e3", str(data)]) == 0
    arguments = ["--data", str(data), "--shapes", str(SHAPES), "--engines", "ours", "parse"]
    assert main([*arguments, "--repeat", "1", "--core"]) == 0
    assert "### data" in capsys.readouterr().out
    assert data.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--data", "x.nt"], "belong together"),
        (["--data", "no-such.nt", "--shapes", str(SHAPES)], "no such file"),
        (["--output", "no-such-folder/out.md"], "cannot be written"),
        (["formats", "--output", "."], "cannot be written"),
        (["generate", "register", "1e3", "no-such-folder/data.nt"], "cannot be written"),
    ],
)
def test_what_cannot_end_well_is_refused_at_the_start(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err and not captured.out


@pytest.mark.parametrize("arguments", [["--sizes", "0"], ["--sizes", "-5"], ["--repeat", "0"]])
def test_numbers_that_measure_nothing_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_formats_hold_the_same_graph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats", "--sizes", "1e3", "--repeat", "1", "--work", str(tmp_path)]) == 0
    table = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert [line.split()[1] for line in table[2:]] == ["nt", "ttl", "trig", "jsonld"]
    assert all(line.endswith("| equal |") for line in table[2:])
    graphs = [set(ox.parse(path=str(tmp_path / f"register-1000.{end}"))) for end in ("nt", "ttl")]
    assert len(graphs[0]) == len(graphs[1]) > 1000


def test_one_peer_that_fails_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(folder: Path) -> None:
        raise peers.PeerError("pip: no network")

    monkeypatch.setattr(
        peers, "PEERS", (peers.Peer("broken", breaks), peers.Peer("fine", Path.mkdir))
    )
    said: list[str] = []
    first = peers.install_peers(tmp_path, None, said.append)
    assert first == {"broken": "not installed: pip: no network", "fine": "installed"}
    assert "fine: installed" in said
    again = peers.install_peers(tmp_path, ["fine"], said.append)
    assert again == {"fine": "already there"}
