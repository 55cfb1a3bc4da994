"""The hash of an invoice, and the chain that the hashes make."""

from __future__ import annotations

import base64
import hashlib
from copy import deepcopy
from typing import Final

from lxml import etree

from orders.invoicing.zatca.reading import Element, found, parse

# What stands for the hash before the first invoice: base64 of the HEX of SHA-256("0"). Every later one is
# base64 of the raw 32 bytes.
FIRST_PREVIOUS_HASH: Final = base64.b64encode(hashlib.sha256(b"0").hexdigest().encode()).decode()
# What a stamp adds to an invoice, and what the hash therefore leaves out.
ADDED: Final = "//ext:UBLExtensions | //cac:Signature | //cac:AdditionalDocumentReference[cbc:ID='QR']"


def invoice_hash(xml: bytes | Element) -> str:
    """Base64 of SHA-256 over the canonical invoice without what a stamp adds. Raises Unreadable.

    The blanks behind what is taken out stay: the authority's own samples hash only so.
    """
    return base64.b64encode(digest(xml)).decode()


def digest(xml: bytes | Element) -> bytes:
    return hashlib.sha256(bare(xml)).digest()


def bare(xml: bytes | Element) -> bytes:
    """What is hashed: canonical XML (without comments) of the invoice without its stamp."""
    root = parse(xml) if isinstance(xml, bytes) else deepcopy(xml.getroottree()).getroot()
    for element in found(root, ADDED):
        _take_out(element)
    return etree.tostring(root.getroottree(), method="c14n", with_comments=False)


def _take_out(element: Element) -> None:
    """The element goes, the blanks that followed it stay."""
    parent, tail = element.getparent(), element.tail or ""
    if parent is None:
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    element.tail = None
    parent.remove(element)
