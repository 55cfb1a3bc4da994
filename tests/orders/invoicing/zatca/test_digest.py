"""The hash: what is left out, what stays, and the authority's own samples where they lie at hand."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

import pytest
from lxml import etree

from orders.invoicing import zatca
from orders.invoicing.zatca.reading import parse, reference, text

VECTORS = Path(os.environ.get("ART_SOUK_VECTORS", Path(__file__).parents[5] / "shared" / "data" / "vectors"))
HEAD = (
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"'
    ' xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"'
    ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
    ' xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2">'
)
BARE = HEAD + "\n  <cbc:ID>1</cbc:ID>\n  \n  \n  <cbc:Note>س</cbc:Note>\n</Invoice>"
STAMPED = (
    HEAD
    + "<ext:UBLExtensions><ext:UBLExtension/></ext:UBLExtensions>\n  <cbc:ID>1</cbc:ID>\n  "
    + "<cac:AdditionalDocumentReference><cbc:ID>QR</cbc:ID></cac:AdditionalDocumentReference>\n  "
    + "<cac:Signature><cbc:ID>s</cbc:ID></cac:Signature>\n  <cbc:Note>س</cbc:Note><!-- seen -->\n</Invoice>"
)


def samples() -> list[Path]:
    """One of our own, stamped once and kept; and the authority's, where they lie at hand."""
    return [Path(__file__).with_name("stamped_once.xml"), *sorted(VECTORS.glob("zatca_sdk_*.xml"))]


def sealed(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def test_the_first_link_follows_the_fixed_value():
    assert zatca.FIRST_PREVIOUS_HASH == (
        "NWZlY2ViNjZmZmM4NmYzOGQ5NTI3ODZjNmQ2OTZjNzljMmRiYzIzOWRkNGU5MWI0NjcyOWQ3M2EyN2ZiNTdlOQ=="
    )


def test_what_the_stamp_adds_is_left_out_and_the_blanks_behind_it_stay():
    assert zatca.invoice_hash(STAMPED.encode()) == sealed(BARE)
    assert zatca.invoice_hash(BARE.encode()) == sealed(BARE)


def test_another_reference_than_the_code_counts():
    other = STAMPED.replace("<cbc:ID>QR</cbc:ID>", "<cbc:ID>PIH</cbc:ID>")

    assert zatca.invoice_hash(other.encode()) != sealed(BARE)


def test_spelling_that_means_nothing_does_not_change_the_hash():
    other = '<?xml version="1.0" encoding="UTF-8"?>\r\n' + STAMPED.replace("\n", "\r\n").replace(
        "<ext:UBLExtension/>", "<ext:UBLExtension></ext:UBLExtension>"
    )

    assert zatca.invoice_hash(other.encode()) == sealed(BARE)


def test_hashing_leaves_the_tree_as_it_was():
    root = parse(STAMPED.encode())
    before = etree.tostring(root)

    zatca.invoice_hash(root)
    assert etree.tostring(root) == before


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "well-formed"),
        (b"<a/>", "root"),
        (BARE.encode()[:-4], "well-formed"),
        (b'<!DOCTYPE Invoice [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + BARE.encode(), "document type"),
        (b" " * 5_000_001, "larger"),
    ],
)
def test_what_is_no_invoice_is_refused_in_words(content, reason):
    with pytest.raises(zatca.Unreadable, match=reason):
        zatca.invoice_hash(content)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in samples()])
def test_a_stamped_sample_is_reproduced_bit_for_bit(path):
    xml = path.read_bytes()
    root = parse(xml)

    assert zatca.invoice_hash(xml) == text(root, "//ds:Reference[@Id='invoiceSignedData']/ds:DigestValue")
    assert zatca.qr_of(xml) == reference(root, "QR")
    assert [finding.code for finding in zatca.verify(xml) if not finding.ok] == []
