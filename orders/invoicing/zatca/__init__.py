"""The Saudi e-invoice, phase two: what it says, its hash, its stamp, its QR code, and its rules.

Pure: nothing here knows Django or the database. Sources: the authority's XML Implementation Standard and
Security Features Standard 1.1; docs/invoices.md says which rules are checked and what is not shipped.
"""

from __future__ import annotations

from orders.invoicing.zatca.digest import FIRST_PREVIOUS_HASH, invoice_hash
from orders.invoicing.zatca.reading import Unreadable, parse
from orders.invoicing.zatca.rules import Broken, check
from orders.invoicing.zatca.tlv import QrInvalid, decode_qr, encode_qr
from orders.invoicing.zatca.verifying import Finding, qr_of, verify

__all__ = [
    "FIRST_PREVIOUS_HASH",
    "Broken",
    "Finding",
    "QrInvalid",
    "Unreadable",
    "check",
    "decode_qr",
    "encode_qr",
    "invoice_hash",
    "parse",
    "qr_of",
    "verify",
]
