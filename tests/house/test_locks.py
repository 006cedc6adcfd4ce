"""The locks name versions and hashes, and nothing of the machine or the mirror they were made with."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9.-]+)==([^\s;]+)((?: ; [^\\]+)?) \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def pins(lock: str) -> dict[str, str]:
    """Package name to version and marker, as the lock writes them."""
    lines = (HOUSE / lock).read_text("utf-8").splitlines()
    found = [match for line in lines if (match := PIN.match(line))]
    return {match[1]: match[2] + match[3] for match in found}


def canonical(requirement: str) -> str:
    """The package a requirement asks for, spelled as in a lock: `fluent.runtime>=0.4` is fluent-runtime."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_and_hashes_only(lock: str) -> None:
    """So no address of an index, no path and no option can hide in it."""
    lines = (HOUSE / lock).read_text("utf-8").splitlines()
    strangers = [line for line in lines if not PIN.match(line) and not HASH.match(line)]
    assert strangers == []
    assert len(pins(lock)) > 40


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_of_the_program_is_locked(lock: str) -> None:
    """And what builds it: it is installed without a build environment of its own."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    wanted = {canonical(line) for line in project["project"]["dependencies"]} | {"hatchling", "editables"}
    assert wanted - pins(lock).keys() == set()


def test_every_tool_of_the_tests_is_locked() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    wanted = {canonical(line) for line in project["dependency-groups"]["dev"]}
    assert wanted - pins("requirements-dev.lock").keys() == set()


def test_both_locks_agree() -> None:
    """`make demo` installs one, `make test` the other on top: nothing may change version in between."""
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_there_is_no_third_lock() -> None:
    """uv.lock would carry the addresses of an index."""
    tracked = subprocess.run(
        ["git", "ls-files", "--", "uv.lock"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert tracked.stdout == ""
