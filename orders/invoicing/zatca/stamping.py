"""The stamp: ECDSA over the hash, wrapped in XAdES as the Security Features Standard says.

The key and its certificate come from the authority's onboarding. Without them a self-made pair stamps: the
form is the same, but nobody vouches for it, and nothing stamped with it can be filed.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from lxml import etree

from orders.invoicing.zatca.building import attached, build, serialised
from orders.invoicing.zatca.digest import digest
from orders.invoicing.zatca.document import EInvoice
from orders.invoicing.zatca.names import CAC, CBC, SIGNATURE_ID, SIGNATURE_METHOD
from orders.invoicing.zatca.reading import Element
from orders.invoicing.zatca.verifying import hexed, properties_digest, qr_of

SELF_MADE: Final = "Art Souk test stamp"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A key on secp256k1 and the certificate that vouches for it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def self_made(self) -> bool:
        return self.certificate.issuer == self.certificate.subject

    @property
    def certificate_text(self) -> str:
        der = self.certificate.public_bytes(serialization.Encoding.DER)
        return base64.b64encode(der).decode()

    @property
    def issuer_name(self) -> str:
        """Least specific part last, as in the authority's samples: "CN=..., DC=gov, DC=local"."""
        return ", ".join(part.rfc4514_string() for part in reversed(self.certificate.issuer.rdns))

    def sign(self, content: bytes) -> str:
        """Base64 of the DER signature; the content (the 32 bytes of a hash) is hashed once more."""
        return base64.b64encode(self.key.sign(content, ec.ECDSA(hashes.SHA256()))).decode()


@dataclass(frozen=True, slots=True)
class Stamped:
    """A document ready to be kept and given away."""

    xml: bytes
    hash: str
    signature: str
    qr: str


def load(key: str, certificate: str) -> Stamp:
    """From what onboarding gave: a PEM key (or bare base64 of one) and a certificate, PEM or base64 of DER.

    Raises ValueError when they cannot be read or do not belong together.
    """
    secret = serialization.load_pem_private_key(_pem(key, "EC PRIVATE KEY"), password=None)
    voucher = x509.load_pem_x509_certificate(_pem(certificate, "CERTIFICATE"))
    if not isinstance(secret, ec.EllipticCurvePrivateKey) or not isinstance(secret.curve, ec.SECP256K1):
        raise ValueError("The key is not an elliptic curve key on secp256k1.")  # noqa: TRY004 # a wrong value to us
    if voucher.public_key() != secret.public_key():
        raise ValueError("The certificate is not the key's.")
    return Stamp(secret, voucher)


def self_made(*, now: datetime | None = None) -> Stamp:
    """A key and a certificate that vouches for itself: for trials and for demonstration."""
    key = ec.generate_private_key(ec.SECP256K1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "SA"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Art Souk"),
            x509.NameAttribute(NameOID.COMMON_NAME, SELF_MADE),
        ]
    )
    begin = now or datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin - timedelta(days=1))
        .not_valid_after(begin + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    return Stamp(key, certificate)


def dumped(stamp: Stamp) -> bytes:
    """Key and certificate as PEM, for a file that only we can read."""
    key = stamp.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return key + stamp.certificate.public_bytes(serialization.Encoding.PEM)


def issue(document: EInvoice, stamp: Stamp) -> Stamped:
    """Build, hash, sign, wrap, and draw the code, in this order: each needs the one before."""
    root = build(document)
    raw = digest(root)
    hashed, signature = base64.b64encode(raw).decode(), stamp.sign(raw)
    _wrap(root, hashed, signature, stamp, document.issued_utc)
    code = qr_of(root)
    _mark(root, code)
    if digest(root) != raw:
        raise AssertionError("The stamp has changed what it stamps.")
    return Stamped(serialised(root), hashed, signature, code)


def _wrap(root: Element, hashed: str, signature: str, stamp: Stamp, at: datetime) -> None:
    """The signature block as the first child; nothing around it moves."""
    values = {
        "hash": hashed,
        "signature": signature,
        "certificate": stamp.certificate_text,
        "certificate_hash": hexed(stamp.certificate_text.encode()),
        "moment": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "issuer": _escaped(stamp.issuer_name),
        "serial": str(stamp.certificate.serial_number),
        "properties": "",
    }
    block = etree.fromstring(BLOCK.format_map(values))
    values["properties"] = properties_digest(block)
    root.insert(0, etree.fromstring(BLOCK.format_map(values)))
    etree.cleanup_namespaces(root, keep_ns_prefixes=["cac", "cbc", "ext"])


def _mark(root: Element, code: str) -> None:
    """The QR code behind the previous hash, and the mark that says where the signature is."""
    references = root.findall(f"{{{CAC}}}AdditionalDocumentReference")
    place = list(root).index(references[-1]) + 1
    tail, references[-1].tail = references[-1].tail, ""
    reference = etree.Element(f"{{{CAC}}}AdditionalDocumentReference")
    attached(reference, "QR", code)
    mark = etree.Element(f"{{{CAC}}}Signature")
    for name, words in (("ID", SIGNATURE_ID), ("SignatureMethod", SIGNATURE_METHOD)):
        etree.SubElement(mark, f"{{{CBC}}}{name}").text = words
    root.insert(place, reference)
    root.insert(place + 1, mark)
    mark.tail = tail


def _pem(text: str, label: str) -> bytes:
    """PEM as it is; bare base64 (what the authority's onboarding answers) gets its frame."""
    bare = text.strip()
    if bare.startswith("-----BEGIN"):
        return bare.encode()
    return f"-----BEGIN {label}-----\n{bare}\n-----END {label}-----\n".encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


BLOCK: Final = """<ext:UBLExtensions
 xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><ext:UBLExtension>
<ext:ExtensionURI>urn:oasis:names:specification:ubl:dsig:enveloped:xades</ext:ExtensionURI>
<ext:ExtensionContent><sig:UBLDocumentSignatures
 xmlns:sig="urn:oasis:names:specification:ubl:schema:xsd:CommonSignatureComponents-2"
 xmlns:sac="urn:oasis:names:specification:ubl:schema:xsd:SignatureAggregateComponents-2"
 xmlns:sbc="urn:oasis:names:specification:ubl:schema:xsd:SignatureBasicComponents-2"><sac:SignatureInformation>
<cbc:ID>urn:oasis:names:specification:ubl:signature:1</cbc:ID>
<sbc:ReferencedSignatureID>urn:oasis:names:specification:ubl:signature:Invoice</sbc:ReferencedSignatureID>
<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="signature"><ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2006/12/xml-c14n11"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>
<ds:Reference Id="invoiceSignedData" URI=""><ds:Transforms>
<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">\
<ds:XPath>not(//ancestor-or-self::ext:UBLExtensions)</ds:XPath></ds:Transform>
<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">\
<ds:XPath>not(//ancestor-or-self::cac:Signature)</ds:XPath></ds:Transform>
<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">\
<ds:XPath>not(//ancestor-or-self::cac:AdditionalDocumentReference[cbc:ID='QR'])</ds:XPath></ds:Transform>
<ds:Transform Algorithm="http://www.w3.org/2006/12/xml-c14n11"/></ds:Transforms>
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
<ds:DigestValue>{hash}</ds:DigestValue></ds:Reference>
<ds:Reference Type="http://www.w3.org/2000/09/xmldsig#SignatureProperties" URI="#xadesSignedProperties">
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
<ds:DigestValue>{properties}</ds:DigestValue></ds:Reference></ds:SignedInfo>
<ds:SignatureValue>{signature}</ds:SignatureValue>
<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
<ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="signature">\
<xades:SignedProperties Id="xadesSignedProperties">
                                    <xades:SignedSignatureProperties>
                                        <xades:SigningTime>{moment}</xades:SigningTime>
                                        <xades:SigningCertificate>
                                            <xades:Cert>
                                                <xades:CertDigest>
                                                    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
                                                    <ds:DigestValue>{certificate_hash}</ds:DigestValue>
                                                </xades:CertDigest>
                                                <xades:IssuerSerial>
                                                    <ds:X509IssuerName>{issuer}</ds:X509IssuerName>
                                                    <ds:X509SerialNumber>{serial}</ds:X509SerialNumber>
                                                </xades:IssuerSerial>
                                            </xades:Cert>
                                        </xades:SigningCertificate>
                                    </xades:SignedSignatureProperties>
                                </xades:SignedProperties></xades:QualifyingProperties></ds:Object>
</ds:Signature></sac:SignatureInformation></sig:UBLDocumentSignatures></ext:ExtensionContent>
</ext:UBLExtension></ext:UBLExtensions>"""
