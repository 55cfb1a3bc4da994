"""Reading an invoice that somebody else may have written: safely, and by the names of the standard."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import cast

from lxml import etree

from orders.invoicing.zatca.names import NAMESPACES

Element = etree._Element  # noqa: SLF001 # lxml's only name for it
LARGEST = 5_000_000  # bytes; the authority itself refuses far smaller ones


class Unreadable(ValueError):
    """No UBL invoice: no XML, too large, with a document type, or another root."""


def parse(xml: bytes) -> Element:
    """The root of the invoice; no entity is resolved, nothing is fetched. Raises Unreadable."""
    if len(xml) > LARGEST:
        raise Unreadable("The file is larger than an invoice can be.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"The file is not well-formed XML: {error}") from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr] # its stub forgets it
        raise Unreadable("An invoice has no document type declaration.")
    if root.tag != f"{{{NAMESPACES['inv']}}}Invoice":
        raise Unreadable("The root of the file is not a UBL Invoice.")
    return root


def found(root: Element, path: str) -> Sequence[Element]:
    result = root.xpath(path, namespaces=NAMESPACES)
    return cast(Sequence[Element], result) if isinstance(result, list) else []


def text(root: Element, path: str) -> str:
    """The words of the first element at the path, without blanks at the ends; "" where there is none."""
    elements = found(root, path)
    return (elements[0].text or "").strip() if elements else ""


def number(root: Element, path: str) -> Decimal | None:
    """A decimal figure; None where there is none, or where it is none."""
    try:
        value = Decimal(text(root, path))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def reference(root: Element, name: str) -> str:
    """The content of an additional document: "PIH", "QR"."""
    path = f"cac:AdditionalDocumentReference[cbc:ID='{name}']/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
    return "".join(text(root, path).split())


def counter(root: Element) -> str:
    return text(root, "cac:AdditionalDocumentReference[cbc:ID='ICV']/cbc:UUID")
