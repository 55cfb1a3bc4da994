"""Does an invoice say of itself what is true: its hash, its stamp, its code?"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree

from orders.invoicing.zatca import tlv
from orders.invoicing.zatca.digest import digest
from orders.invoicing.zatca.reading import Element, found, parse, reference, text

SUPPLIER = "cac:AccountingSupplierParty/cac:Party"
_EMPTY = re.compile(rb"<(ds:\w+)([^>]*)></\1>")


@dataclass(frozen=True, slots=True)
class Finding:
    """One question, and whether the answer is yes; both languages, for a person."""

    code: str
    ok: bool
    ar: str
    en: str


class Stamped:
    """An invoice with what its stamp says; all of it "" or None where there is no stamp."""

    def __init__(self, root: Element) -> None:
        self.root = root

    @cached_property
    def digest(self) -> bytes:
        return digest(self.root)

    @property
    def hash(self) -> str:
        return base64.b64encode(self.digest).decode()

    @property
    def said_hash(self) -> str:
        return text(self.root, "//ds:Reference[@Id='invoiceSignedData']/ds:DigestValue")

    @property
    def signature(self) -> str:
        return "".join(text(self.root, "//ds:SignatureValue").split())

    @property
    def certificate_text(self) -> str:
        return "".join(text(self.root, "//ds:X509Certificate").split())

    @cached_property
    def certificate(self) -> x509.Certificate | None:
        try:
            return x509.load_der_x509_certificate(base64.b64decode(self.certificate_text))
        except (ValueError, binascii.Error):
            return None

    @property
    def simplified(self) -> bool:
        return kind_flags(self.root).startswith("02")

    @cached_property
    def code(self) -> dict[int, bytes] | None:
        """The QR code that stands in the invoice, opened; None where it is none."""
        try:
            return tlv.decode_qr(reference(self.root, "QR"))
        except tlv.QrInvalid:
            return None


def qr_of(xml: bytes | Element) -> str:
    """The QR code that belongs to this invoice, made anew from what it says and its stamp.

    Tags 1 to 6 always; 7 and 8 with a stamp; 9 (the certificate's own signature) on simplified invoices only.
    Raises Unreadable, QrInvalid.
    """
    stamped = Stamped(parse(xml) if isinstance(xml, bytes) else xml)
    root = stamped.root
    tags: dict[int, str | bytes] = {
        1: text(root, f"{SUPPLIER}/cac:PartyLegalEntity/cbc:RegistrationName"),
        2: text(root, f"{SUPPLIER}/cac:PartyTaxScheme/cbc:CompanyID"),
        3: moment(root),
        4: text(root, "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount"),
        5: text(root, "cac:TaxTotal/cbc:TaxAmount"),
        6: stamped.hash,
    }
    certificate = stamped.certificate
    if stamped.signature and certificate is not None:
        tags |= {7: stamped.signature, 8: public_key(certificate)}
        if stamped.simplified:
            tags[9] = certificate.signature
    return tlv.encode_qr(tlv.fitted(tags))


def moment(root: Element) -> str:
    """Date and time of issue as the code has them: always with a Z, as in the authority's samples."""
    return f"{text(root, 'cbc:IssueDate')}T{text(root, 'cbc:IssueTime').removesuffix('Z')}Z"


def public_key(certificate: x509.Certificate) -> bytes:
    """The key as SubjectPublicKeyInfo, byte for byte as in the certificate."""
    return certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def verify(xml: bytes) -> list[Finding]:
    """What can be checked of a stamped invoice without the authority; Raises Unreadable."""
    stamped = Stamped(parse(xml))
    return [
        Finding(
            "hash",
            stamped.hash == stamped.said_hash,
            "البصمة مطابقة لنص الفاتورة.",
            "The hash fits the invoice.",
        ),
        Finding(
            "signature",
            _signed(stamped),
            "الختم صحيح تحت شهادته.",
            "The stamp verifies under its certificate.",
        ),
        Finding(
            "certificate",
            _certificate_digest(stamped) == text(stamped.root, "//xades:CertDigest/ds:DigestValue"),
            "بصمة الشهادة مطابقة.",
            "The certificate's digest fits.",
        ),
        Finding(
            "properties",
            properties_digest(stamped.root)
            == text(stamped.root, "//ds:Reference[@URI='#xadesSignedProperties']/ds:DigestValue"),
            "بصمة خصائص التوقيع مطابقة.",
            "The signed properties' digest fits.",
        ),
        Finding("qr", _code_fits(stamped), "رمز الاستجابة مطابق للفاتورة.", "The QR code fits the invoice."),
    ]


def properties_digest(root: Element) -> str:
    """Base64 of the HEX of SHA-256 over the signed properties; "" where there are none.

    The authority hashes them as exclusive canonical XML with empty elements left short: seen on its sample.
    """
    properties = found(root, "//xades:SignedProperties")
    if not properties:
        return ""
    canonical = etree.tostring(properties[0], method="c14n", exclusive=True, with_comments=False)
    short = _EMPTY.sub(rb"<\1\2/>", canonical.removesuffix((properties[0].tail or "").encode()))
    return hexed(short)


def hexed(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).hexdigest().encode()).decode()


def _certificate_digest(stamped: Stamped) -> str:
    """Over the base64 text of the certificate, not over its bytes."""
    return hexed(stamped.certificate_text.encode())


def _signed(stamped: Stamped) -> bool:
    """ECDSA over the 32 raw bytes of the hash, which is thereby hashed once more."""
    key = stamped.certificate.public_key() if stamped.certificate else None
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        key.verify(base64.b64decode(stamped.signature), stamped.digest, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, binascii.Error):
        return False
    return True


def _code_fits(stamped: Stamped) -> bool:
    """All values alike; amounts may be written 4.6 or 4.60."""
    if stamped.code is None:
        return False
    try:
        wanted = tlv.decode_qr(qr_of(stamped.root))
    except tlv.QrInvalid:
        return False
    return wanted.keys() == stamped.code.keys() and all(
        stamped.code[tag] == value or (tag in {4, 5} and _same_amount(stamped.code[tag], value))
        for tag, value in wanted.items()
    )


def _same_amount(one: bytes, other: bytes) -> bool:
    try:
        return Decimal(one.decode()) == Decimal(other.decode())
    except (InvalidOperation, UnicodeDecodeError):
        return False


def kind_flags(root: Element) -> str:
    """The seven flags of the type: "0200000"."""
    codes = found(root, "cbc:InvoiceTypeCode")
    return codes[0].get("name", "") if codes else ""
