"""Building, stamping, and reading back what was stamped."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from orders.invoicing import zatca
from orders.invoicing.zatca.document import Line, Party, rounded
from orders.invoicing.zatca.reading import counter, found, parse, reference, text
from orders.invoicing.zatca.stamping import dumped, issue, load, self_made
from tests.factories.invoicing import PLACE, THEN, document_of

STAMP = self_made(now=THEN)
BUYER = Party("شركة الواحة", "311111111101113", "", "", PLACE)


def broken(xml: bytes) -> list[str]:
    return [one.code for one in zatca.check(xml, now=THEN)]


@pytest.mark.parametrize(
    "document",
    [
        document_of(),
        document_of(simplified=False, buyer=BUYER),
        document_of(third_party=True),
        document_of(type_code="381", original="INV-000001", reason="إرجاع"),
        document_of(type_code="383", original="INV-000001", reason="فرق", simplified=False, buyer=BUYER),
        document_of(currency="USD", sar_rate=Decimal("3.75")),
        document_of(paid=Decimal("115.01")),
        document_of(
            simplified=False,
            export=True,
            buyer=Party("Tate", place=PLACE),
            lines=[Line("عمل", Decimal(900), "Z", Decimal(0), "VATEX-SA-32", "تصدير")],
        ),
        document_of(seller=Party("ش" * 400, "310448211700003", "CRN", "1010784512", PLACE)),
    ],
)
def test_a_stamped_document_keeps_every_rule_and_verifies(document):
    stamped = issue(document, STAMP)

    assert broken(stamped.xml) == []
    assert [finding.code for finding in zatca.verify(stamped.xml) if not finding.ok] == []
    assert zatca.invoice_hash(stamped.xml) == stamped.hash
    assert reference(parse(stamped.xml), "QR") == stamped.qr == zatca.qr_of(stamped.xml)


def test_the_document_says_what_it_was_told():
    stamped = issue(document_of(counter=7, third_party=True, lines=[Line("أ", Decimal("10.10"))] * 3), STAMP)
    root = parse(stamped.xml)

    assert counter(root) == "7"
    assert reference(root, "PIH") == zatca.FIRST_PREVIOUS_HASH
    assert found(root, "cbc:InvoiceTypeCode")[0].get("name") == "0210000"
    assert text(root, "cbc:IssueDate") + text(root, "cbc:IssueTime") == "2026-11-2209:30:00Z"
    assert [element.text for element in found(root, "cac:TaxTotal/cbc:TaxAmount")] == ["4.55", "4.55"]
    assert text(root, "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount") == "34.85"


def test_vat_is_rounded_once_and_half_up():
    """Three lines of 10.10 bear 1.52 each by themselves (1.515), 4.55 together (4.545): never 4.56."""
    document = document_of(lines=[Line("أ", Decimal("10.10"))] * 3)

    assert [line.vat("SAR") for line in document.lines] == [Decimal("1.52")] * 3
    assert document.vat == Decimal("4.55")
    assert rounded(Decimal("0.125")) == Decimal("0.13")
    assert rounded(Decimal("0.0005"), "KWD") == Decimal("0.001")


def test_the_code_of_a_standard_document_has_no_tag_nine():
    simplified = zatca.decode_qr(issue(document_of(), STAMP).qr)
    standard = zatca.decode_qr(issue(document_of(simplified=False, buyer=BUYER), STAMP).qr)

    assert list(simplified) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert list(standard) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert simplified[9] == STAMP.certificate.signature
    assert len(simplified[8]) == 88


@pytest.mark.parametrize(
    ("old", "new", "failing"),
    [
        ("صحن الضوء", "صحن الظلّ", ["hash", "signature", "qr"]),
        ("<ds:SignatureValue>M", "<ds:SignatureValue>N", ["signature", "qr"]),
        ("2026-11-22T09:30:00Z</xades", "2026-11-23T09:30:00Z</xades", ["properties"]),
    ],
)
def test_a_change_after_the_stamp_is_found(old, new, failing):
    xml = issue(document_of(), STAMP).xml.decode()
    assert old in xml

    changed = xml.replace(old, new).encode()
    assert [finding.code for finding in zatca.verify(changed) if not finding.ok] == failing


def test_a_key_and_its_certificate_come_back_from_their_file():
    key, end, certificate = dumped(STAMP).decode().partition("-----END EC PRIVATE KEY-----\n")
    bare = "".join(certificate.splitlines()[1:-1])

    assert load(key + end, certificate).certificate == STAMP.certificate
    assert load(key + end, bare).certificate == STAMP.certificate


def test_a_certificate_of_another_key_or_another_curve_is_refused():
    def pem(key: ec.EllipticCurvePrivateKey) -> str:
        return key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()

    with pytest.raises(ValueError, match="not the key's"):
        load(pem(self_made().key), STAMP.certificate_text)
    with pytest.raises(ValueError, match="secp256k1"):
        load(pem(ec.generate_private_key(ec.SECP256R1())), STAMP.certificate_text)


def test_a_date_after_today_is_refused_by_the_day_in_riyadh():
    evening = document_of(issued_at=THEN.replace(hour=22), supplied_on=date(2026, 11, 22))

    assert broken(issue(evening, STAMP).xml) == []
    assert broken(issue(document_of(issued_at=THEN.replace(day=24)), STAMP).xml) == ["BR-KSA-04"]
