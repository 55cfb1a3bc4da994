"""Why a file is not taken, each with a code and a sentence that says what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import SoukError


class UploadRefused(SoukError):
    """A file that is not taken; nothing was stored."""

    code = "imaging.refused"
    http_status = 422
    message = _("This picture could not be taken.")


class FileMissing(UploadRefused):
    code = "imaging.empty"
    message = _("The file is empty. Choose the picture again.")


class FileTooHeavy(UploadRefused):
    code = "imaging.too_heavy"
    message = _(
        "The file has %(megabytes)s MB; the limit is %(limit)s MB. Save the picture as JPEG and try again."
    )


class NotAnImage(UploadRefused):
    code = "imaging.not_an_image"
    message = _("This file is not a picture. Upload a JPEG, PNG, WebP or TIFF file.")


class TypeNotAccepted(UploadRefused):
    code = "imaging.type_not_accepted"
    message = _(
        "%(name)s files are not accepted. Save the picture as JPEG, PNG, WebP or TIFF and upload it again."
    )


class SvgRefused(UploadRefused):
    code = "imaging.svg"
    message = _(
        "SVG drawings are not accepted: they can carry scripts. Export the drawing as PNG and upload that."
    )


class TooManyPixels(UploadRefused):
    code = "imaging.too_many_pixels"
    message = _("The picture has more than %(limit)s megapixels. Save a smaller copy and upload that.")


class SideTooLong(UploadRefused):
    code = "imaging.side_too_long"
    message = _(
        "One side of the picture is longer than %(limit)s pixels. Save a smaller copy and upload that."
    )


class TooSmall(UploadRefused):
    code = "imaging.too_small"
    message = _("The picture measures %(width)s by %(height)s pixels; each side needs at least %(limit)s.")


class Truncated(UploadRefused):
    code = "imaging.truncated"
    message = _(
        "The picture is damaged or incomplete. Export or photograph it again and upload the new file."
    )


class Animated(UploadRefused):
    code = "imaging.animated"
    message = _("The file holds %(frames)s pictures. Upload a file with a single still picture.")
