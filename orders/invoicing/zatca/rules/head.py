"""Rules of what stands at the head: identity, time, type, chain, stamp, reason."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from orders.invoicing.zatca import reading, tlv
from orders.invoicing.zatca.names import PROFILE
from orders.invoicing.zatca.rules.rule import Rule, View

TYPES: Final = frozenset({"388", "381", "383", "386"})
RIYADH: Final = ZoneInfo("Asia/Riyadh")
_FLAGS = re.compile(r"0[12][01]{5}")
_WITHOUT_DIGITS = str.maketrans("", "", "0123456789")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ?")


def _uuid(view: View) -> bool:
    try:
        return str(UUID(view.text("cbc:UUID"))) == view.text("cbc:UUID").lower()
    except ValueError:
        return False


def _date(view: View) -> bool:
    try:
        return date.fromisoformat(view.text("cbc:IssueDate")) <= view.now.astimezone(RIYADH).date()
    except ValueError:
        return False


def _previous_hash(view: View) -> bool:
    """44 characters of a raw digest, or 88 of the first one's hexadecimal text."""
    try:
        raw = base64.b64decode(reading.reference(view.root, "PIH"), validate=True)
    except binascii.Error:
        return False
    return len(raw) in {32, 64}


def _code(view: View) -> bool:
    """A cleared standard invoice gets its code from the authority; where there is one, it can be read."""
    code = reading.reference(view.root, "QR")
    if not code:
        return view.standard
    try:
        tags = tlv.decode_qr(code)
    except tlv.QrInvalid:
        return False
    return len(code) <= tlv.LARGEST and set(range(1, 6)) <= set(tags)


def _simplified_flags(view: View) -> bool:
    return not view.simplified or (view.flags[4:5] != "1" and view.flags[6:7] != "1")


RULES: Final = (
    Rule(
        "BR-KSA-EN16931-01",
        lambda view: view.text("cbc:ProfileID") == PROFILE,
        "يجب أن يكون نوع العملية reporting:1.0.",
        "The business process must be reporting:1.0.",
    ),
    Rule(
        "BR-02",
        lambda view: bool(view.text("cbc:ID")),
        "يجب أن تحمل الفاتورة رقمًا.",
        "The invoice must have a number.",
    ),
    Rule("BR-KSA-03", _uuid, "يجب أن تحمل الفاتورة معرّفًا فريدًا (UUID).", "The invoice must have a UUID."),
    Rule(
        "BR-KSA-04",
        _date,
        "يجب ألا يكون تاريخ الإصدار بعد اليوم.",
        "The date of issue must not lie in the future.",
    ),
    Rule(
        "BR-KSA-70",
        lambda view: bool(_TIME.fullmatch(view.text("cbc:IssueTime"))),
        "يجب أن يكتب وقت الإصدار بالصيغة hh:mm:ss أو hh:mm:ssZ.",
        "The time of issue must be written hh:mm:ss or hh:mm:ssZ.",
    ),
    Rule(
        "BR-KSA-05",
        lambda view: view.type_code in TYPES,
        "يجب أن يكون رمز نوع المستند 388 أو 381 أو 383 أو 386.",
        "The type code must be 388, 381, 383 or 386.",
    ),
    Rule(
        "BR-KSA-06",
        lambda view: bool(_FLAGS.fullmatch(view.flags)),
        "يجب أن يكتب نوع الفاتورة بسبعة أرقام: 01 أو 02 ثم خمس علامات.",
        "The kind must have seven digits: 01 or 02, then five flags.",
    ),
    Rule(
        "BR-KSA-07",
        lambda view: not (view.export and view.flags[6:7] == "1"),
        "لا تجتمع الفوترة الذاتية مع التصدير.",
        "A self-billed invoice cannot be an export.",
    ),
    Rule(
        "BR-KSA-31",
        _simplified_flags,
        "الفاتورة المبسطة لا تكون تصديرًا ولا فوترة ذاتية.",
        "A simplified invoice can be neither an export nor self-billed.",
    ),
    Rule(
        "BR-KSA-68",
        lambda view: view.text("cbc:TaxCurrencyCode") == "SAR",
        "يجب أن تكون عملة الضريبة الريال السعودي.",
        "The currency of the VAT must be SAR.",
    ),
    Rule(
        "BR-KSA-33",
        lambda view: bool(reading.counter(view.root)),
        "يجب أن تحمل الفاتورة عدّادها.",
        "The invoice must have its counter value.",
    ),
    Rule(
        "BR-KSA-34",
        lambda view: reading.counter(view.root).translate(_WITHOUT_DIGITS) == "",
        "يجب أن يتكوّن العدّاد من أرقام فقط.",
        "The counter value must be digits only.",
    ),
    Rule(
        "BR-KSA-61",
        lambda view: bool(reading.reference(view.root, "PIH")),
        "يجب أن تحمل الفاتورة بصمة المستند السابق.",
        "The invoice must have the hash of the document before it.",
    ),
    Rule(
        "BR-KSA-26",
        lambda view: not reading.reference(view.root, "PIH") or _previous_hash(view),
        "بصمة المستند السابق ليست بصمة صحيحة.",
        "The hash of the document before is no such hash.",
    ),
    Rule(
        "BR-KSA-27",
        _code,
        "يجب أن تحمل الفاتورة المبسطة رمز استجابة صحيحًا لا يزيد على 700 حرف.",
        "The invoice must have a readable QR code of at most 700 characters.",
    ),
    Rule(
        "BR-KSA-60",
        lambda view: (
            not view.simplified or bool(view.text("//ds:SignatureValue") and view.found("cac:Signature"))
        ),
        "يجب أن تحمل الفاتورة المبسطة الختم الإلكتروني.",
        "A simplified invoice must bear the cryptographic stamp.",
    ),
    Rule(
        "BR-KSA-15",
        lambda view: (
            not (view.standard and view.type_code == "388")
            or bool(view.text("cac:Delivery/cbc:ActualDeliveryDate"))
        ),
        "يجب أن تحمل الفاتورة الضريبية تاريخ التوريد.",
        "A standard invoice must have the date of supply.",
    ),
    Rule(
        "BR-KSA-17",
        lambda view: not view.note or bool(view.text("cac:PaymentMeans/cbc:InstructionNote")),
        "يجب أن يذكر الإشعار سبب إصداره.",
        "A credit or debit note must give its reason.",
    ),
    Rule(
        "BR-KSA-56",
        lambda view: (
            not view.note or bool(view.text("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"))
        ),
        "يجب أن يذكر الإشعار رقم الفاتورة التي يصحّحها.",
        "A credit or debit note must name the invoice that it corrects.",
    ),
)
