"""Namespaces and fixed words of the authority's UBL 2.1 invoice."""

from __future__ import annotations

from typing import Final

INVOICE: Final = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CAC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
EXT: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
SIG: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonSignatureComponents-2"
SAC: Final = "urn:oasis:names:specification:ubl:schema:xsd:SignatureAggregateComponents-2"
SBC: Final = "urn:oasis:names:specification:ubl:schema:xsd:SignatureBasicComponents-2"
DS: Final = "http://www.w3.org/2000/09/xmldsig#"
XADES: Final = "http://uri.etsi.org/01903/v1.3.2#"

NAMESPACES: Final = {
    "inv": INVOICE,
    "cac": CAC,
    "cbc": CBC,
    "ext": EXT,
    "sig": SIG,
    "sac": SAC,
    "sbc": SBC,
    "ds": DS,
    "xades": XADES,
}

PROFILE: Final = "reporting:1.0"
SIGNATURE_ID: Final = "urn:oasis:names:specification:ubl:signature:Invoice"
SIGNATURE_METHOD: Final = "urn:oasis:names:specification:ubl:dsig:enveloped:xades"

INVOICE_CODE: Final = "388"
CREDIT_CODE: Final = "381"
DEBIT_CODE: Final = "383"
PREPAYMENT_CODE: Final = "386"
NOTES: Final = frozenset({CREDIT_CODE, DEBIT_CODE})

SELLER_SCHEMES: Final = frozenset({"CRN", "MOM", "MLS", "700", "SAG", "OTH"})
BUYER_SCHEMES: Final = frozenset(
    {"TIN", "CRN", "MOM", "MLS", "700", "SAG", "NAT", "GCC", "IQA", "PAS", "OTH"}
)
CATEGORIES: Final = frozenset({"S", "Z", "E", "O"})
