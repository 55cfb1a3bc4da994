"""What the money side refuses, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class SoldAlready(Conflict):
    code = "orders.sold_already"
    message = _("Somebody else was a moment faster: this work has just been sold.")


class OwnSale(Denied):
    code = "orders.own_sale"
    message = _("You act for the seller of this work, so you cannot buy it.")


class LinesRefused(SoukError):
    """A mistake in the program: an order without lines, or lines that do not add up."""

    code = "orders.lines_refused"
    http_status = 500
    message = _("The lines of this order do not add up.")


class NotPayable(Conflict):
    code = "orders.not_payable"
    message = _("This order can no longer be paid. Look at its page to see where it stands.")


class PaymentUnderWay(Conflict):
    code = "orders.payment_under_way"
    message = _("A payment for this order is still under way. Wait for the bank's answer first.")


class NotCancellable(Conflict):
    code = "orders.not_cancellable"
    message = _("This order can no longer be cancelled.")


class NotAmendable(Conflict):
    code = "orders.not_amendable"
    message = _("A payment for this order has begun, so its bill can no longer be changed.")


class NotMovable(Conflict):
    code = "orders.not_movable"
    message = _("The order cannot take this step now. Load the page again to see where it stands.")


class SeveralCurrencies(Conflict):
    code = "orders.several_currencies"
    message = _("Orders in different currencies are paid one after the other.")


class NotRefundable(Conflict):
    code = "orders.not_refundable"
    message = _("There is nothing that could be paid back for this order.")


class RefundTooLarge(Conflict):
    code = "orders.refund_too_large"
    message = _("More cannot go back than was paid for it and is still here.")


class VatNumberInvalid(SoukError):
    code = "orders.vat_number_invalid"
    message = _("A Saudi VAT number has 15 digits and starts and ends with 3.")


class NotAllowed(Denied):
    code = "orders.not_allowed"
    message = _("This is for the buyer of the order only.")


class UnknownPayment(NotFound):
    code = "orders.unknown_payment"
    message = _("There is no payment with this reference.")


class ProviderUnknown(SoukError):
    code = "orders.provider_unknown"
    http_status = 500
    message = _("There is no payment provider called %(code)s.")


class SlugTaken(Conflict):
    code = "orders.slug_taken"
    message = _("Another seller has the address name %(slug)s. Choose another one.")


class NameMissing(SoukError):
    code = "orders.name_missing"
    message = _("Enter the seller's name in Arabic or in English.")


class NotManager(Denied):
    code = "orders.not_manager"
    message = _("Only an owner of this seller may do this.")
