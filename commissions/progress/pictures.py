"""Pictures of what was handed over, as far as this room needs them."""

from __future__ import annotations

from collections.abc import Iterator

from commissions.contracts.enums import MilestoneState
from commissions.contracts.models import Submission, SubmissionImage
from commissions.models import Commission
from commissions.progress import enclosures


def final_submission(commission: Commission) -> Submission | None:
    """The last delivery of the last milestone that was accepted and came with pictures."""
    rows = Submission.objects.filter(
        milestone__contract__commission=commission,
        milestone__state=MilestoneState.ACCEPTED,
        images__isnull=False,
    )
    return rows.order_by("-milestone__position", "-number").first()


def accepted_of(commission: Commission) -> Iterator[bytes]:
    """Its pictures in full, without the watermark; one that is gone from the store is left out."""
    final = final_submission(commission)
    if final is None:
        return
    for image in SubmissionImage.objects.filter(submission=final).order_by("position"):
        try:
            yield enclosures.load(image.full)
        except FileNotFoundError:
            continue


def portrait_of(commission: Commission) -> bytes | None:
    """The first of them at the size for looking, for the certificate."""
    final = final_submission(commission)
    image = final.images.order_by("position").first() if final else None
    if image is None:
        return None
    try:
        return enclosures.load(image.view)
    except FileNotFoundError:
        return None
