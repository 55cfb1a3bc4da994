"""What the cases refuse, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class CaseMissing(NotFound):
    code = "aftercare.missing"
    message = _("There is no such case.")


class NotYours(Denied):
    code = "aftercare.not_yours"
    message = _("This step is for the other side, not for you.")


class MovedOn(Conflict):
    code = "aftercare.moved_on"
    message = _("The case has moved on in the meantime. Look at where it stands now.")


class NothingChosen(SoukError):
    code = "aftercare.nothing_chosen"
    message = _("Choose at least one work that the case is about.")


class NothingLeft(Conflict):
    code = "aftercare.nothing_left"
    message = _("The whole amount for this has gone back already.")


class OpenAlready(Conflict):
    code = "aftercare.open_already"
    message = _("There is an open case about this work already. Go on with that one.")


class NoRight(Conflict):
    """The ground does not stand; another one may."""

    code = "aftercare.no_right"
    message = _("This right does not stand now. Choose “Another problem” and tell us what happened.")


class NotPossible(Conflict):
    code = "aftercare.not_possible"
    message = _("A case can be opened for a paid order only.")


class WordsMissing(SoukError):
    code = "aftercare.words_missing"
    message = _("Write what happened, so that the other side can answer.")


class TrackingMissing(SoukError):
    code = "aftercare.tracking_missing"
    message = _("Enter who carries it and the tracking number.")


class AmountOutside(SoukError):
    code = "aftercare.amount_outside"
    message = _("Enter an amount between zero and what was asked for.")


class PhotoRefused(SoukError):
    code = "aftercare.photo_refused"
    message = _("“%(name)s” is no picture that we can read. Send a JPEG, PNG or WebP file.")


class PhotoTooHeavy(SoukError):
    code = "aftercare.photo_too_heavy"
    message = _("“%(name)s” is larger than %(limit)s MB. Send a smaller picture.")


class TooManyPhotos(SoukError):
    code = "aftercare.too_many_photos"
    message = _("A case holds up to %(limit)s photos.")
