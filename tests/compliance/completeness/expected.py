"""What may still name an erased person, and why: to be read line by line."""

from __future__ import annotations

from typing import Final

BY_LAW: Final[dict[str, tuple[str, ...]]] = {
    "books: orders, payments and payouts, ten years": (
        *("orders_order.bill_to", "orders_order.buyer_name_ar", "orders_order.buyer_name_en"),
        *("orders_order.closed_reason", "orders_order.seller_name_ar", "orders_order.seller_name_en"),
        *("orders_orderstep.note", "orders_payment.provider_reference", "orders_paymentevent.raw"),
        *("orders_refund.note", "orders_refund.provider_reference"),
        *("payments_directpayment.note", "payments_handrefund.bank_reference", "payments_handrefund.note"),
        *("payments_phonecharge.receipt", "payments_transfer.bank_reference", "payments_transfer.reason"),
        "payments_transferproof.name",
        *("payouts_bankaccount.bank_name", "payouts_bankaccount.holder", "payouts_bankaccount.iban"),
        *("payouts_bankaccount.note", "payouts_payout.bank_name", "payouts_payout.bank_reference"),
        *("payouts_payout.holder", "payouts_payout.iban"),
        *("delivery_delay.reason", "delivery_deliveryproof.receiver", "delivery_parcel.contents"),
        "delivery_shipment.tracking_number",
        *("verification_paper.name", "verification_paper.number", "verification_paper.reason"),
    ),
    "vat: tax invoices, ten years, unaltered": (
        *("invoicing_invoice.cleared_xml", "invoicing_invoice.customer", "invoicing_invoice.xml"),
        *("invoicing_submission.body", "orders_sellervatstatus.evidence"),
    ),
    "sellers: who sold something here, ten years": (
        *("orders_seller.legal_name_ar", "orders_seller.legal_name_en", "orders_seller.name"),
        *("orders_seller.name_ar", "orders_seller.name_en", "orders_seller.registration_number"),
        "orders_seller.slug",
    ),
    "authorship: who made a work that others bought": (
        *("marketplace_artist.name", "marketplace_artist.name_ar", "marketplace_artist.name_en"),
        *("marketplace_artist.slug", "marketplace_artworksearch.vector", "marketplace_searchword.word"),
    ),
    "contracts: what was agreed, ten years": (
        *(
            "commissions_commission.brief",
            "commissions_commission.brief_ar",
            "commissions_commission.brief_en",
        ),
        *(
            "commissions_commission.title",
            "commissions_commission.title_ar",
            "commissions_commission.title_en",
        ),
        *("commissions_proposalmilestone.title", "commissions_proposalmilestone.title_ar"),
        *("commissions_proposalmilestone.title_en", "commissions_proposalmilestone.deliverable"),
        *("commissions_proposalmilestone.deliverable_ar", "commissions_proposalmilestone.deliverable_en"),
        *("commissions_proposal.reason", "commissions_proposal.text"),
        *("commissions_proposal.text_ar", "commissions_proposal.text_en", "commissions_step.note"),
        *("contracts_contract.end_note", "contracts_contractversion.note", "contracts_contractversion.terms"),
        *("contracts_contractversion.text_ar", "contracts_contractversion.text_en"),
        *("contracts_revisionrequest.text", "contracts_submission.text"),
        *("progress_attachment.name", "progress_message.text"),
    ),
    "disputes: returns and claims with their evidence, ten years": (
        *("aftercare_case.explanation", "aftercare_case.note", "aftercare_case.tracking_carrier"),
        *("aftercare_case.tracking_number", "aftercare_caseentry.text"),
        *("contracts_dispute.note", "contracts_dispute.text", "contracts_evidence.text"),
    ),
    "safety: decisions on reports, five years": (
        *("safety_appeal.answer", "safety_appeal.text", "safety_case.title_ar", "safety_case.title_en"),
        *("safety_decision.note", "safety_decision.reasons", "safety_report.text"),
        *("safety_suspension.lift_reason", "safety_suspension.reasons"),
    ),
}
KEPT: Final = sorted(place for places in BY_LAW.values() for place in places)
FILES_BY_LAW: Final[dict[str, str]] = {
    "crack.jpg": "disputes: returns and claims with their evidence, ten years",
    "evidence.jpg": "disputes: returns and claims with their evidence, ten years",
    "proof.pdf": "books: orders, payments and payouts, ten years",
    "talk-agreed.jpg": "contracts: what was agreed, ten years",
    "hand-out.pdf": "the hand-out of somebody else's event: the organiser's own",
}
# Two letters of a language or a country.
TOO_SHORT: Final = [
    "booking.Registration.language",
    "delivery.Address.country",
    "incidents.Recipient.language",
    "safety.Report.language",
]
