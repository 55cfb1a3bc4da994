"""Installing is skipped when, and only when, exactly these pins are installed already."""

from __future__ import annotations

import subprocess
import sys

import pytest

from deploy import bootstrap


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / "requirements.txt").write_text("a==1\n")
    (tmp_path / "requirements-dev.txt").write_text("b==1\n")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "HOME", tmp_path / ".venv")
    return tmp_path


@pytest.fixture
def pip(monkeypatch):
    calls: list[list[str]] = []
    answer = {"status": 0}

    def follow(command: list[str]) -> tuple[int, list[str]]:
        calls.append(command)
        return answer["status"], ["ERROR: no matching distribution\n"]

    monkeypatch.setattr(bootstrap, "_follow", follow)
    return calls, answer


def test_the_second_time_nothing_is_installed(project, pip):
    calls, _ = pip
    assert [bootstrap.main("run"), bootstrap.main("run")] == [0, 0]
    assert len(calls) == 1
    assert {"--require-hashes", ":all:"} < set(calls[0])


def test_what_tests_need_includes_what_the_site_needs(project, pip):
    calls, _ = pip
    assert [bootstrap.main("dev"), bootstrap.main("run")] == [0, 0]
    assert len(calls) == 1
    assert [word.rsplit("/", 1)[-1] for word in calls[0] if word.endswith(".txt")] == [
        "requirements.txt",
        "requirements-dev.txt",
    ]


def test_a_changed_pin_is_installed(project, pip):
    calls, _ = pip
    bootstrap.main("run")
    (project / "requirements.txt").write_text("a==2\n")
    bootstrap.main("run")
    assert len(calls) == 2


def test_a_failed_install_shows_why_and_is_tried_again(project, pip, capsys):
    calls, answer = pip
    answer["status"] = 1
    assert [bootstrap.main("run"), bootstrap.main("run")] == [1, 1]
    assert len(calls) == 2
    assert "no matching distribution" in capsys.readouterr().err


def test_a_spoilt_environment_is_made_anew(project, pip, monkeypatch):
    made: list[list[str]] = []
    real = subprocess.run

    def run(command, **options):
        if "venv" in command:
            made.append(command)
            return subprocess.CompletedProcess(command, 0)
        return real(command, **options)

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    (project / ".venv" / "bin" / "python").unlink()
    assert bootstrap.main("run") == 0
    assert made[0][1:4] == ["-m", "venv", "--clear"]
