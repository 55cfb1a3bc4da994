"""What the door and the days after refuse, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class TicketMissing(NotFound):
    code = "admission.ticket_missing"
    message = _("There is no such ticket.")


class NotAtThisDoor(Denied):
    code = "admission.not_at_this_door"
    message = _("Only the people of the organiser may stand at this door.")


class SessionMissing(NotFound):
    code = "admission.session_missing"
    message = _("This date does not belong to the event. Choose the date again.")


class NothingToUndo(Conflict):
    code = "admission.nothing_to_undo"
    message = _("There is no entry to take back. Look at the list again.")


class FrameTooHeavy(SoukError):
    code = "admission.frame_too_heavy"
    http_status = 413
    message = _("The picture is too large. Type the short code under the QR code instead.")


class FrameRefused(SoukError):
    code = "admission.frame_refused"
    message = _("This is no picture that we can read. Type the short code under the QR code instead.")


class TooFast(SoukError):
    code = "admission.too_fast"
    http_status = 429
    message = _("Too many tries in a short time. Wait a moment and try again.")


class TooManyScans(SoukError):
    code = "admission.too_many_scans"
    message = _("Send at most %(limit)s scans at once.")


class NotOverYet(Conflict):
    code = "admission.not_over_yet"
    message = _("This opens when the last date is over.")


class FeedbackGiven(Conflict):
    code = "admission.feedback_given"
    message = _("You have told us already. Thank you.")


class TicketNotLiving(Conflict):
    code = "admission.ticket_not_living"
    message = _("This ticket is not valid, so this is not open to it.")


class RatingOutside(SoukError):
    code = "admission.rating_outside"
    message = _("Choose one to five stars.")


class FileRefused(SoukError):
    code = "admission.file_refused"
    message = _("“%(name)s” is neither a PDF, a picture nor a ZIP archive that we can read.")


class FileTooHeavy(SoukError):
    code = "admission.file_too_heavy"
    message = _("“%(name)s” is larger than %(limit)s MB. Send a smaller file.")


class ArchiveRefused(SoukError):
    code = "admission.archive_refused"
    message = _(
        "“%(name)s” holds what we do not hand on: programs, locked files, or far more than it seems."
        " Pack the plain files again."
    )


class PdfRefused(SoukError):
    code = "admission.pdf_refused"
    message = _("“%(name)s” runs a program when it is opened. Save it as a plain PDF and send it again.")


class TooManyMaterials(Conflict):
    code = "admission.too_many_materials"
    message = _("An event holds up to %(limit)s files. Remove one first.")


class TitleMissing(SoukError):
    code = "admission.title_missing"
    message = _("Give the file a title in Arabic or in English.")


class ReasonMissing(SoukError):
    code = "admission.reason_missing"
    message = _("Write why the certificate is withdrawn.")


class CertificateMissing(NotFound):
    code = "admission.certificate_missing"
    message = _("There is no certificate with this code.")


class AlreadyRevoked(Conflict):
    code = "admission.already_revoked"
    message = _("This certificate has been withdrawn already.")


class ShareOutside(SoukError):
    code = "admission.share_outside"
    message = _("Enter a share of the sessions between 1 and 100 percent.")
