"""Each rule holds on a good document and is broken by the one change that it forbids."""

from __future__ import annotations

import pytest

from orders.invoicing import zatca
from orders.invoicing.zatca.document import Party
from orders.invoicing.zatca.rules import RULES
from orders.invoicing.zatca.stamping import issue, self_made
from tests.factories.invoicing import PLACE, THEN, document_of

STAMP = self_made(now=THEN)
BUYER = Party("شركة الواحة", "311111111101113", "CRN", "1010000001", PLACE)
SIMPLIFIED = issue(document_of(), STAMP).xml.decode()
STANDARD = issue(document_of(simplified=False, buyer=BUYER), STAMP).xml.decode()
NOTE = issue(document_of(type_code="381", original="INV-1", reason="إرجاع"), STAMP).xml.decode()
SELLER_TAX = "<cbc:CompanyID>310448211700003</cbc:CompanyID>"

CHANGES = {
    "BR-KSA-EN16931-01": (SIMPLIFIED, "reporting:1.0", "clearance:1.0"),
    "BR-02": (SIMPLIFIED, "<cbc:ID>INV-000001</cbc:ID>", "<cbc:ID/>"),
    "BR-KSA-03": (SIMPLIFIED, "8e6000cf-", "8e6000cg-"),
    "BR-KSA-04": (SIMPLIFIED, "<cbc:IssueDate>2026-11-22", "<cbc:IssueDate>2026-11-23"),
    "BR-KSA-70": (SIMPLIFIED, "<cbc:IssueTime>09:30:00Z", "<cbc:IssueTime>9:30"),
    "BR-KSA-05": (SIMPLIFIED, ">388<", ">380<"),
    "BR-KSA-06": (SIMPLIFIED, 'name="0200000"', 'name="020000"'),
    "BR-KSA-07": (STANDARD, 'name="0100000"', 'name="0100101"'),
    "BR-KSA-31": (SIMPLIFIED, 'name="0200000"', 'name="0200001"'),
    "BR-KSA-68": (SIMPLIFIED, "<cbc:TaxCurrencyCode>SAR", "<cbc:TaxCurrencyCode>USD"),
    "BR-KSA-33": (SIMPLIFIED, "<cbc:UUID>1</cbc:UUID>", ""),
    "BR-KSA-34": (SIMPLIFIED, "<cbc:UUID>1</cbc:UUID>", "<cbc:UUID>1a</cbc:UUID>"),
    "BR-KSA-61": (SIMPLIFIED, "<cbc:ID>PIH</cbc:ID>", "<cbc:ID>PIN</cbc:ID>"),
    "BR-KSA-26": (SIMPLIFIED, zatca.FIRST_PREVIOUS_HASH, "NWZl"),
    "BR-KSA-27": (SIMPLIFIED, "<cbc:ID>QR</cbc:ID>", "<cbc:ID>OR</cbc:ID>"),
    "BR-KSA-60": (SIMPLIFIED, "cac:Signature>", "cac:Stamp>"),
    "BR-KSA-15": (STANDARD, "cbc:ActualDeliveryDate", "cbc:LatestDeliveryDate"),
    "BR-KSA-17": (NOTE, "cbc:InstructionNote", "cbc:InstructionID"),
    "BR-KSA-56": (NOTE, "cac:BillingReference", "cac:OrderReference"),
    "BR-06": (SIMPLIFIED, "<cbc:RegistrationName>شركة سوق الفن<", "<cbc:RegistrationName><"),
    "BR-KSA-08": (SIMPLIFIED, 'schemeID="CRN"', 'schemeID="TIN"'),
    "BR-KSA-09": (SIMPLIFIED, "<cbc:CitySubdivisionName>العليا<", "<cbc:CitySubdivisionName><"),
    "BR-KSA-37": (SIMPLIFIED, "<cbc:BuildingNumber>2929<", "<cbc:BuildingNumber>292<"),
    "BR-KSA-64": (SIMPLIFIED, "<cbc:PlotIdentification>8118<", "<cbc:PlotIdentification>٨١١٨<"),
    "BR-KSA-66": (SIMPLIFIED, "<cbc:PostalZone>12241<", "<cbc:PostalZone>1224<"),
    "BR-KSA-39": (SIMPLIFIED, SELLER_TAX, ""),
    "BR-KSA-40": (SIMPLIFIED, SELLER_TAX, SELLER_TAX.replace("310448", "410448")),
    "BR-KSA-42": (STANDARD, "<cbc:RegistrationName>شركة الواحة<", "<cbc:RegistrationName><"),
    "BR-KSA-14": (STANDARD, '"CRN">1010000001', '"XXX">1010000001'),
    "BR-KSA-44": (STANDARD, "311111111101113", "31111111110111"),
    "BR-KSA-46": (STANDARD, 'name="0100000"', 'name="0100100"'),
    "BR-16": (SIMPLIFIED, "cac:InvoiceLine>", "cac:CreditNoteLine>"),
    "BR-25": (SIMPLIFIED, "<cbc:Name>صحن الضوء<", "<cbc:Name><"),
    "BR-KSA-52": (
        STANDARD,
        "15.00</cbc:TaxAmount>\n            <cbc:Round",
        "</cbc:TaxAmount>\n            <cbc:Round",
    ),
    "BR-KSA-53": (STANDARD, "cbc:RoundingAmount", "cbc:Rounding"),
    "BR-KSA-50": (
        SIMPLIFIED,
        "15.00</cbc:TaxAmount>\n            <cbc:Round",
        "15.02</cbc:TaxAmount>\n            <cbc:Round",
    ),
    "BR-KSA-51": (SIMPLIFIED, ">115.00</cbc:RoundingAmount", ">115.01</cbc:RoundingAmount"),
    "BR-KSA-18": (SIMPLIFIED, "<cbc:ID>S</cbc:ID>", "<cbc:ID>AE</cbc:ID>"),
    "BR-KSA-69": (SIMPLIFIED, 'schemeAgencyID="6">S<', 'schemeAgencyID="6">Z<'),
    "BR-KSA-84": (SIMPLIFIED, "<cbc:Percent>15.00", "<cbc:Percent>16.00"),
    "BR-CO-10": (
        SIMPLIFIED,
        "100.00</cbc:LineExtensionAmount>\n        <cbc:TaxEx",
        "101.00</cbc:LineExtensionAmount>\n        <cbc:TaxEx",
    ),
    "BR-CO-13": (SIMPLIFIED, "100.00</cbc:TaxExclusiveAmount", "101.00</cbc:TaxExclusiveAmount"),
    "BR-CO-14": (
        SIMPLIFIED,
        "15.00</cbc:TaxAmount>\n            <cac:TaxCategory",
        "14.99</cbc:TaxAmount>\n            <cac:TaxCategory",
    ),
    "BR-CO-17": (SIMPLIFIED, "100.00</cbc:TaxableAmount", "90.00</cbc:TaxableAmount"),
    "BR-CO-15": (SIMPLIFIED, "115.00</cbc:TaxInclusiveAmount", "115.01</cbc:TaxInclusiveAmount"),
    "BR-CO-16": (SIMPLIFIED, "115.00</cbc:PayableAmount", "114.00</cbc:PayableAmount"),
    "BR-KSA-EN16931-09": (
        SIMPLIFIED,
        '<cac:TaxTotal>\n        <cbc:TaxAmount currencyID="SAR">15.00</cbc:TaxAmount>\n    </cac:TaxTotal>',
        "",
    ),
    "BR-KSA-10": (STANDARD, None, "StreetName"),
    "BR-KSA-63": (STANDARD, None, "BuildingNumber"),
    "BR-KSA-67": (STANDARD, None, "PostalZone"),
}


def changed(code: str) -> str:
    xml, old, new = CHANGES[code]
    if old is None:  # a field of the buyer's address
        seller, buyer = xml.split("<cac:AccountingCustomerParty>")
        value = "" if new != "PostalZone" else "999"
        start, _, rest = buyer.partition(f"<cbc:{new}>")
        return f"{seller}<cac:AccountingCustomerParty>{start}<cbc:{new}>{value}<{rest.partition('<')[2]}"
    assert old in xml, f"the change for {code} finds nothing"
    return xml.replace(old, new)


def test_good_documents_break_no_rule():
    assert [zatca.check(xml.encode(), now=THEN) for xml in (SIMPLIFIED, STANDARD, NOTE)] == [[], [], []]


def test_every_rule_has_its_change():
    assert sorted(CHANGES) == sorted(rule.code for rule in RULES)


@pytest.mark.parametrize("code", sorted(CHANGES))
def test_a_rule_is_broken_by_what_it_forbids(code):
    found = {one.code: one for one in zatca.check(changed(code).encode(), now=THEN)}

    assert code in found
    assert found[code].ar.endswith(".")
    assert found[code].en.endswith(".")
