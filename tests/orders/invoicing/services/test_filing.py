"""Handing documents in, against a local server that answers as the authority's documentation says."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.enums import OutboxState
from core.models import OutboxMessage
from orders.addresses import PostalAddress
from orders.invoicing import services, stamps
from orders.invoicing.enums import Filing, Outcome
from orders.invoicing.exceptions import NotAllowed, NotFileable
from orders.invoicing.models import Invoice, Submission
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.invoicing import COMPANY, THEN, UnregisteredFactory, invoice_of

pytestmark = pytest.mark.django_db
REFUSAL = {
    "validationResults": {
        "errorMessages": [
            {
                "type": "ERROR",
                "code": "BR-KSA-37",
                "category": "KSA",
                "message": "Building number",
                "status": "ERROR",
            }
        ],
        "warningMessages": [],
        "status": "ERROR",
    },
    "reportingStatus": "NOT_REPORTED",
}
WARNING = {
    "validationResults": {
        "errorMessages": [],
        "warningMessages": [{"type": "WARNING", "code": "BR-KSA-98", "message": "Submit within 24 hours"}],
        "status": "WARNING",
    },
    "reportingStatus": "REPORTED",
}


class Office:
    """The authority: answers in turn, and remembers what it was sent."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any]] = []
        self.seen: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        office = self

        class Desk(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                office.seen.append((self.path, dict(self.headers), body))
                status, said = office.answers.pop(0)
                content = said if isinstance(said, bytes) else json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"


def onboarded() -> tuple[str, str]:
    """A key, and a certificate that somebody else vouches for."""
    key, authority = (ec.generate_private_key(ec.SECP256K1()) for _ in range(2))

    def name(words: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])

    certificate = (
        x509.CertificateBuilder()
        .subject_name(name("Art Souk unit 1"))
        .issuer_name(name("PRZEINVOICESCA4-CA"))
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(THEN)
        .not_valid_after(THEN.replace(year=2030))
        .sign(authority, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return pem.decode(), base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()


@pytest.fixture
def office(settings: Any) -> Iterator[Office]:
    """The platform is onboarded, and the authority listens."""
    desk = Office()
    desk.thread.start()
    settings.ZATCA_PRIVATE_KEY, settings.ZATCA_CERTIFICATE = onboarded()
    settings.ZATCA_TOKEN, settings.ZATCA_SECRET = "token", "secret"
    settings.ZATCA_API, settings.ZATCA_TIMEOUT = f"{desk.url}/core", 2
    yield desk
    desk.server.shutdown()
    desk.server.server_close()
    desk.thread.join(timeout=5)


def simplified() -> Invoice:
    return invoice_of(seller=UnregisteredFactory())


def standard() -> Invoice:
    return invoice_of(seller=UnregisteredFactory(), bill_to=PostalAddress.from_dict(COMPANY))


def filed(invoice: Invoice) -> str:
    services.file_invoice(invoice=invoice)
    invoice.refresh_from_db()
    return invoice.filing


def messages() -> int:
    return OutboxMessage.objects.filter(topic="invoicing.file", state=OutboxState.WAITING).count()


def test_without_a_unit_a_document_waits_and_nobody_says_otherwise():
    invoice = simplified()

    assert filed(invoice) == Filing.WAITING
    assert Submission.objects.count() == 0
    assert stamps.unit_of("310448211700003").stamp.self_made is True


def test_a_simplified_document_is_reported_as_the_documentation_asks(office):
    invoice = simplified()
    office.answers = [(200, {"reportingStatus": "REPORTED", "validationResults": {"status": "PASS"}})]

    assert filed(invoice) == Filing.REPORTED
    ((path, headers, body),) = office.seen
    assert path == "/core/invoices/reporting/single"
    assert (headers["Accept-Version"], headers.get("Clearance-Status")) == ("V2", None)
    assert headers["Authorization"] == "Basic " + base64.b64encode(b"token:secret").decode()
    assert (body["invoiceHash"], body["uuid"]) == (invoice.hash, str(invoice.uuid))
    assert base64.b64decode(body["invoice"]) == bytes(invoice.xml)
    assert invoice.filed_at is not None


def test_a_standard_document_is_cleared_and_what_came_back_is_kept(office):
    invoice = standard()
    stamped = bytes(invoice.xml).replace(
        b"<cbc:ID>urn:oasis:names:specification:ubl:signature:1", b"<cbc:ID>theirs"
    )
    office.answers = [
        (200, {"clearanceStatus": "CLEARED", "clearedInvoice": base64.b64encode(stamped).decode()})
    ]

    assert filed(invoice) == Filing.CLEARED
    assert office.seen[0][0] == "/core/invoices/clearance/single"
    assert office.seen[0][1]["Clearance-Status"] == "1"
    assert invoice.best_xml == stamped != bytes(invoice.xml)


def test_another_document_than_ours_is_not_kept_as_the_cleared_one(office):
    invoice = standard()
    other = base64.b64encode(bytes(invoice.xml).replace(b"1850.00", b"1.00")).decode()
    office.answers = [(200, {"clearanceStatus": "CLEARED", "clearedInvoice": other})]

    assert filed(invoice) == Filing.CLEARED
    assert bytes(invoice.cleared_xml) == b""


def test_accepted_with_remarks_keeps_the_remarks(office):
    invoice = simplified()
    office.answers = [(202, WARNING)]

    assert filed(invoice) == Filing.WARNED
    assert Submission.objects.get().remarks == [
        {"kind": "WARNING", "code": "BR-KSA-98", "message": "Submit within 24 hours"}
    ]


def test_a_refusal_says_why_and_is_handed_in_again_by_staff_only(office, run_outbox):
    invoice = simplified()
    run_outbox()
    office.answers = [(400, REFUSAL)]
    assert filed(invoice) == Filing.REFUSED
    assert Submission.objects.get().remarks[0]["code"] == "BR-KSA-37"

    with pytest.raises(NotAllowed):
        services.retry_filing(invoice=invoice, by=UserFactory())
    invoice.refresh_from_db()
    assert invoice.filing == Filing.REFUSED
    services.retry_filing(invoice=invoice, by=AdminFactory())
    invoice.refresh_from_db()
    assert (invoice.filing, messages()) == (Filing.WAITING, 1)

    office.answers = [(200, {})]
    assert filed(invoice) == Filing.REPORTED
    with pytest.raises(NotFileable):
        services.retry_filing(invoice=invoice, by=AdminFactory())


def test_clearance_that_is_switched_off_leads_to_reporting(office):
    invoice = standard()
    office.answers = [(303, {"validationResults": {}}), (200, {"reportingStatus": "REPORTED"})]

    assert filed(invoice) == Filing.REPORTED
    assert [path for path, _headers, _body in office.seen] == [
        "/core/invoices/clearance/single",
        "/core/invoices/reporting/single",
    ]
    assert list(Submission.objects.order_by("pk").values_list("outcome", flat=True)) == [
        Outcome.REDIRECTED,
        Outcome.ACCEPTED,
    ]


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_trouble_is_no_refusal_and_is_tried_again_later(office, run_outbox, status):
    invoice = simplified()
    run_outbox()
    office.answers = [(status, b"<html>no</html>")]

    assert filed(invoice) == Filing.WAITING
    assert list(Submission.objects.values_list("outcome", "status")) == [(Outcome.SILENT, status)]
    assert messages() == 1


def test_silence_waits_twice_as_long_each_time(office, settings, run_outbox):
    invoice = simplified()
    run_outbox()
    settings.ZATCA_API = "http://127.0.0.1:9/core"
    for _ in range(3):
        assert filed(invoice) == Filing.WAITING

    rows = OutboxMessage.objects.filter(topic="invoicing.file", state=OutboxState.WAITING).order_by("pk")
    waits = [round((row.due_at - row.created_at).total_seconds() / 60) for row in rows]
    assert waits == [1, 2, 4]


def test_a_document_already_filed_is_not_filed_again(office):
    invoice = simplified()
    office.answers = [(200, {})]

    assert [filed(invoice), filed(invoice)] == [Filing.REPORTED, Filing.REPORTED]
    assert len(office.seen) == 1


def test_the_sweep_files_what_waits(office):
    simplified()
    standard()
    office.answers = [(200, {}), (200, {})]

    assert services.file_waiting() == 2
    assert Invoice.objects.filter(filing=Filing.WAITING).count() == 0


def test_a_sellers_own_unit_is_read_from_its_file(settings, tmp_path):
    key, certificate = onboarded()
    given = {"private_key": key, "certificate": certificate, "token": "t", "secret": "s"}
    (tmp_path / "311111111101113.json").write_text(json.dumps(given))
    settings.ZATCA_UNITS = str(tmp_path)

    assert stamps.unit_of("311111111101113").may_file is True
    assert stamps.unit_of("310000000000003").may_file is False
    assert stamps.unit_of("../311111111101113").may_file is False
