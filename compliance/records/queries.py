"""What others ask the records."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from compliance.records.enums import PartyKind
from compliance.records.models import Processor


def recipients_of(topics: Iterable[str] | None = None) -> QuerySet[Processor]:
    """Who outside received records of these topics, and must be told when they are corrected or destroyed.

    `topics` are labels of apps ("orders") or of models ("orders.Order"); None asks for everybody. Those who
    are not used any more are among them: what they received is not gone thereby. Authorities are not: they
    hold what the law made us hand over.
    """
    found = Processor.objects.exclude(kind=PartyKind.AUTHORITY).order_by("code")
    if topics is None:
        return found
    labels = sorted({topic.split(".")[0].lower() for topic in topics})
    return found.filter(topics__overlap=labels)
