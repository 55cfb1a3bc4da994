"""Sizes, locks, messages and hidden imports, on small files."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.gates import code


@pytest.fixture
def found(tmp_path):
    def read(text: str, name: str = "orders/services.py") -> list[str]:
        path = tmp_path / "file.py"
        path.write_text(text, encoding="utf-8")
        return [f"{one.line}: {one.text}" for one in code.check(path, Path(name))]

    return read


def test_a_file_and_a_function_have_an_end(found):
    assert found("\n" * 400) == []
    assert found("\n" * 401) == ["401: 401 lines, 400 at most"]
    assert found("def f():\n" + "    x = 1\n" * 49) == []
    assert found("async def f():\n" + "    x = 1\n" * 50) == ["1: f has 51 lines, 50 at most"]


@pytest.mark.parametrize("name", ["orders/locks.py", "orders/locks/orders.py", "tests/orders/test_locks.py"])
def test_locks_are_taken_in_their_room(found, name):
    assert found("x.objects.select_for_update()", name) == []


def test_a_lock_elsewhere_is_found(found):
    text = "def pay():\n    Order.objects.filter(a=1).select_for_update().get()\n"
    assert found(text) == ["2: select_for_update belongs into locks.py"]
    assert found("select_for_update = 1\n'select_for_update()'\n# x.select_for_update()") == []


@pytest.mark.parametrize("verb", ["delay", "apply_async", "group_send"])
def test_a_message_outside_its_room_is_found(found, verb):
    assert found(f"task.{verb}(1)") == [f"1: {verb} belongs into events or handlers, behind the outbox"]
    assert found(f"task.{verb}(1)", "orders/handlers.py") == []
    assert found(f"task.{verb}(1)", "auctions/events/lots.py") == []


@pytest.mark.parametrize(
    "line",
    ["import a", "from a import b", "import a  # noqa: PLC0415", "from a import b  # type: ignore[x]"],
)
def test_an_import_inside_a_function_needs_a_reason(found, line):
    assert found(f"def f():\n    {line}\n") == ["2: import inside f without a comment that says why"]


@pytest.mark.parametrize(
    "line",
    [
        "import a  # slow, and only the import needs it",
        "import a  # noqa: PLC0415 - it imports us",
        "# it imports us\n    import a",
        "from a import (  # the apps are ready only now\n        b,\n    )",
    ],
)
def test_an_import_with_a_reason_passes(found, line):
    assert found(f"def f():\n    {line}\n") == []


def test_a_function_inside_a_function_is_named_once(found):
    text = "def f():\n    def g():\n        import a\n"
    assert found(text) == ["3: import inside g without a comment that says why"]


def test_tests_may_import_where_they_like(found):
    assert found("def f():\n    import a\n", "tests/orders/test_x.py") == []
