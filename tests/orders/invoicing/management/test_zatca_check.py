"""The command reads any UBL invoice and says what it is worth."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from orders.invoicing.zatca.stamping import issue, self_made
from tests.factories.invoicing import THEN, document_of


@pytest.fixture
def stamped(tmp_path):
    made = issue(document_of(issued_at=THEN.replace(year=2025)), self_made(now=THEN))
    path = tmp_path / "invoice.xml"
    path.write_bytes(made.xml)
    return path, made


def test_hash_code_and_findings_are_shown(stamped):
    path, made = stamped
    out = StringIO()
    call_command("zatca_check", str(path), stdout=out)

    shown = out.getvalue()
    assert f"hash {made.hash}" in shown
    assert f"qr   {made.qr}" in shown
    assert "ok   signature" in shown
    assert "FAIL" not in shown


def test_a_changed_invoice_fails_and_says_what(stamped):
    path, made = stamped
    path.write_bytes(made.xml.replace(b"<cbc:BuildingNumber>2929", b"<cbc:BuildingNumber>29"))
    out = StringIO()

    with pytest.raises(CommandError, match="checks failed"):
        call_command("zatca_check", str(path), stdout=out)
    assert "FAIL hash" in out.getvalue()
    assert "FAIL BR-KSA-37: The seller's building number must have 4 digits." in out.getvalue()


def test_what_is_no_invoice_is_said_in_words(tmp_path):
    path = tmp_path / "other.xml"
    path.write_text("<a/>")

    with pytest.raises(CommandError, match="not a UBL Invoice"):
        call_command("zatca_check", str(path))
