"""The audit of what the house is built on."""

from __future__ import annotations

import pytest

from deploy.gates import audit
from deploy.gates.audit import Pin

COMPILED = """\
amqp==5.4.2 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
celery[redis]==5.7.0 ; python_version < "3.14" \\
    --hash=sha256:cc
Loose_One==1.0
"""
OLD = {"package": "amqp", "id": "CVE-1", "affected": ["<5", ">=5.4,<5.4.3"], "mended_in": "5.4.3"}


def test_pins_are_read_with_their_hashes() -> None:
    assert audit.pins(COMPILED) == [
        Pin("amqp", "5.4.2", hashed=True),
        Pin("celery", "5.7.0", hashed=True),
        Pin("loose-one", "1.0", hashed=False),
    ]


@pytest.mark.parametrize(
    ("version", "known"), [("4.9", True), ("5.0", False), ("5.4.2", True), ("5.4.3", False)]
)
def test_a_version_on_the_list_is_found(version: str, known: bool) -> None:
    said = [f"amqp {version}: CVE-1, mended in 5.4.3"] if known else []
    assert (
        audit.listed([Pin("amqp", version, hashed=True), Pin("celery", version, hashed=True)], [OLD]) == said
    )


def test_what_the_index_tells_and_what_it_does_not() -> None:
    report = {
        "dependencies": [
            {"name": "amqp", "version": "5.4.2", "vulns": [{"id": "PYSEC-1", "fix_versions": []}]},
            {"name": "celery", "version": "5.7.0", "vulns": []},
            {"name": "loose-one", "skip_reason": "not found"},
        ]
    }
    assert audit.told(report) == (["amqp 5.4.2: PYSEC-1"], 1)


def test_the_projects_own_pins_all_have_hashes() -> None:
    found = [
        pin for name in audit.FILES for pin in audit.pins((audit.ROOT / name).read_text(encoding="utf-8"))
    ]
    assert [pin.name for pin in found if not pin.hashed] == []
    assert len(found) > 100
