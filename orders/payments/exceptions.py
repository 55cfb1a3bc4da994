"""What this room refuses, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Busy, Conflict, Denied, NotFound, SoukError


class MessageRefused(SoukError):
    """A message that we do not believe; the provider reads the status, staff the code."""

    code = "payments.message_refused"
    http_status = 400
    message = _("This message is not what it claims to be.")


class Forged(MessageRefused):
    code = "payments.forged"
    http_status = 403
    message = _("The signature of this message does not fit.")


class Truncated(MessageRefused):
    code = "payments.truncated"
    message = _("This message cannot be read to its end.")


class OutOfTime(MessageRefused):
    code = "payments.out_of_time"
    message = _("This message is too old or from the future.")


class TooLarge(MessageRefused):
    code = "payments.too_large"
    http_status = 413
    message = _("This message is too large.")


class DoorUnknown(NotFound):
    code = "payments.door_unknown"
    message = _("Nobody sends messages here.")


class ProofMissing(SoukError):
    code = "payments.proof_missing"
    message = _("Choose the picture or PDF of your transfer first.")


class ProofTooLarge(SoukError):
    code = "payments.proof_too_large"
    message = _("This file is too large: %(limit)s MB at most. A photograph of the receipt is enough.")


class ProofUnreadable(SoukError):
    code = "payments.proof_unreadable"
    message = _("We cannot open this file. Send a PDF, or a picture as JPEG, PNG or WebP.")


class TooManyProofs(Conflict):
    code = "payments.too_many_proofs"
    message = _("We have %(count)s files for this transfer already. Write to us if another one is needed.")


class TransferClosed(Conflict):
    code = "payments.transfer_closed"
    message = _("This transfer has been decided already.")


class BankReferenceUsed(Conflict):
    code = "payments.bank_reference_used"
    message = _("The bank's reference %(reference)s belongs to transfer %(other)s already.")


class ReasonMissing(SoukError):
    code = "payments.reason_missing"
    message = _("Write the reason: the buyer reads it.")


class MethodIncomplete(SoukError):
    code = "payments.method_incomplete"
    message = _("Describe this way to pay in Arabic or in English.")


class TooManyMethods(Conflict):
    code = "payments.too_many_methods"
    message = _("You have %(count)s ways to pay. Switch one off before you add another.")


class NotYours(Denied):
    code = "payments.not_yours"
    message = _("Only somebody who acts for the seller may do this.")


class BuyerConfirms(Denied):
    code = "payments.buyer_confirms"
    message = _("A buyer cannot confirm their own payment. Ask the seller to do it.")


class AlreadyDecided(Conflict):
    code = "payments.already_decided"
    message = _("This has been decided already.")


class PhoneInvalid(SoukError):
    code = "payments.phone_invalid"
    message = _("Enter a Kenyan mobile number that has M-Pesa, for example 0712 345 678.")


class OutOfOrder(Busy):
    code = "payments.out_of_order"
    message = _("“%(name)s” does not answer just now. Choose another way, or come back in a few minutes.")


class StatementUnreadable(SoukError):
    code = "payments.statement_unreadable"
    message = _(
        "We cannot read this statement. It needs a first line with the names of its columns: date, amount, "
        "reference and description."
    )


class StatementRowWrong(SoukError):
    code = "payments.statement_row_wrong"
    message = _("Line %(line)s of the statement cannot be read: %(problem)s")
