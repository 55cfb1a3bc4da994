"""What payouts refuse, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, SoukError


class NotOwner(Denied):
    code = "payouts.not_owner"
    message = _("Only an owner of this seller may change where it is paid.")


class IbanInvalid(SoukError):
    code = "payouts.iban_invalid"
    message = _(
        "This is not an IBAN. Copy it from your bank's application, with the two letters at its start."
    )


class IbanMissing(IbanInvalid):
    code = "payouts.iban_missing"
    message = _("Enter the IBAN of the account.")


class IbanLength(IbanInvalid):
    code = "payouts.iban_length"
    message = _("An IBAN that starts with %(country)s has %(expected)s characters. Count them again.")


class IbanDigits(IbanInvalid):
    code = "payouts.iban_digits"
    message = _("The check digits of this IBAN do not fit: a character is wrong or two are swapped.")


class SameAccount(Conflict):
    code = "payouts.same_account"
    message = _("You are paid to this account already.")


class HolderMissing(SoukError):
    code = "payouts.holder_missing"
    message = _("Enter the name of the account holder as the bank writes it.")


class BankMissing(SoukError):
    code = "payouts.bank_missing"
    message = _("Enter the name of the bank.")


class NotChecker(Denied):
    code = "payouts.not_checker"
    message = _("Somebody else must check this account: whoever enters a number does not check it.")


class AccountReplaced(Conflict):
    code = "payouts.account_replaced"
    message = _("This account has been replaced in the meantime. Look at the new one.")


class NotMaker(Denied):
    code = "payouts.not_maker"
    message = _("You may not make or send payouts.")


class NotApprover(Denied):
    code = "payouts.not_approver"
    message = _("You may not approve payouts.")


class OwnBatch(Denied):
    code = "payouts.own_batch"
    message = _("You made this batch, so another person must approve it.")


class NothingDue(Conflict):
    code = "payouts.nothing_due"
    message = _("Nobody is to be paid in %(currency)s now.")


class BatchMoved(Conflict):
    code = "payouts.batch_moved"
    message = _("This batch is in another state by now. Reload the page.")


class PayoutMoved(Conflict):
    code = "payouts.payout_moved"
    message = _("Payout %(reference)s is in another state by now. Reload the page.")


class ResultsUnreadable(SoukError):
    code = "payouts.results_unreadable"
    message = _("The bank's file cannot be read: %(why)s")


class ReportRefused(SoukError):
    """A settlement report as a whole; `why` says what is wrong with it."""

    code = "payouts.report_refused"
    message = _("The settlement report cannot be read: %(why)s")


class ProviderMapMissing(SoukError):
    code = "payouts.provider_map_missing"
    message = _("There is no column map for the provider %(provider)s.")
