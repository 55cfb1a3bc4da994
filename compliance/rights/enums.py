"""Rights, states and grounds of a request; each state knows where it may go, each ground its article."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Right(models.TextChoices):
    """What the Saudi Personal Data Protection Law gives (Articles 4, 5 and 34); the values of `deadlines.Right`."""

    ACCESS = "access", pgettext_lazy("right", "See my data")
    COPY = "copy", pgettext_lazy("right", "A copy of my data")
    CORRECTION = "correction", pgettext_lazy("right", "Correct my data")
    DESTRUCTION = "destruction", pgettext_lazy("right", "Erase my data")
    WITHDRAW = "withdraw", pgettext_lazy("right", "Withdraw my consent")
    RESTRICTION = "restriction", pgettext_lazy("right", "Restrict the use of my data")
    COMPLAINT = "complaint", pgettext_lazy("right", "Complain")

    @property
    def copied(self) -> bool:
        """Answered with a copy."""
        return self in {Right.ACCESS, Right.COPY}


class Channel(models.TextChoices):
    """How the request reached us; a spoken one counts like a written one (Article 3(1)(d) of the regulation)."""

    WEB = "web", pgettext_lazy("channel", "Web")
    MAIL = "mail", pgettext_lazy("channel", "E-mail")
    PHONE = "phone", pgettext_lazy("channel", "Telephone")
    LETTER = "letter", pgettext_lazy("channel", "Letter")
    SPOKEN = "spoken", pgettext_lazy("channel", "Spoken")
    API = "api", pgettext_lazy("channel", "App")


BY_STAFF = (Channel.MAIL, Channel.PHONE, Channel.LETTER, Channel.SPOKEN)


class Means(models.TextChoices):
    """By what we knew that it was them. A copy of an identity paper is never asked for (Article 28)."""

    LOGIN = "login", pgettext_lazy("means of identity", "Signed in to the account")
    CODE = "code", pgettext_lazy("means of identity", "Code sent to the known address")
    CALL = "call", pgettext_lazy("means of identity", "Called back on the known number")


class RequestState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("request state", "Received")
    IDENTITY_PENDING = "identity_pending", pgettext_lazy("request state", "Waiting for proof of identity")
    VERIFIED = "verified", pgettext_lazy("request state", "Identity confirmed")
    ASSESSING = "assessing", pgettext_lazy("request state", "Being assessed")
    FULFILLING = "fulfilling", pgettext_lazy("request state", "Being carried out")
    DELIVERED = "delivered", pgettext_lazy("request state", "Done")
    PARTLY_REFUSED = "partly_refused", pgettext_lazy("request state", "Done in part")
    REFUSED = "refused", pgettext_lazy("request state", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request state", "Taken back")
    CLOSED = "closed", pgettext_lazy("request state", "Closed")

    @property
    def next(self) -> frozenset[RequestState]:
        return frozenset(after for before, after in TRANSITIONS if before == self)

    def may_become(self, other: RequestState) -> bool:
        return other in self.next

    @property
    def open(self) -> bool:
        """The clock runs."""
        return self in OPEN

    @property
    def identified(self) -> bool:
        return self in {RequestState.VERIFIED, RequestState.ASSESSING, RequestState.FULFILLING}


OPEN = (
    RequestState.RECEIVED,
    RequestState.IDENTITY_PENDING,
    RequestState.VERIFIED,
    RequestState.ASSESSING,
    RequestState.FULFILLING,
)
ANSWERED = (RequestState.DELIVERED, RequestState.PARTLY_REFUSED, RequestState.REFUSED)
TRANSITIONS = (
    (RequestState.RECEIVED, RequestState.IDENTITY_PENDING),
    (RequestState.RECEIVED, RequestState.VERIFIED),
    (RequestState.IDENTITY_PENDING, RequestState.VERIFIED),
    (RequestState.VERIFIED, RequestState.ASSESSING),
    (RequestState.VERIFIED, RequestState.FULFILLING),
    (RequestState.ASSESSING, RequestState.FULFILLING),
    # What another room could not carry out comes back to the officer.
    (RequestState.FULFILLING, RequestState.ASSESSING),
    *((before, RequestState.DELIVERED) for before in OPEN[2:]),
    *((before, RequestState.PARTLY_REFUSED) for before in OPEN[2:]),
    *((before, RequestState.REFUSED) for before in OPEN),
    *((before, RequestState.WITHDRAWN) for before in OPEN),
    # Nobody proved to be the person, or it repeats another open one.
    *((before, RequestState.CLOSED) for before in (*OPEN, *ANSWERED)),
)


class Ground(models.TextChoices):
    """Why a request is refused: the law's own list, so that a refusal always names its article."""

    REPETITIVE = "repetitive", _("It repeats an earlier request without a reason")
    UNFOUNDED = "unfounded", _("It is manifestly unfounded")
    DISPROPORTIONATE = "disproportionate", _("It would need an effort out of all proportion")
    IDENTITY = "identity", _("Nobody could confirm who asked")
    HARM = "harm", _("It would harm the person or somebody else")
    SECURITY = "security", _("It would threaten security or the interests of the Kingdom")
    RELATIONS = "relations", _("It would affect the relations with another state")
    CRIME = "crime", _("It would hinder the detection of a crime or a fair trial")
    SAFETY = "safety", _("It would endanger somebody's safety")
    PRIVACY = "privacy", _("It would violate another person's privacy")
    CAPACITY = "capacity", _("It would run against the interest of a person who lacks legal capacity")
    PROFESSIONAL = "professional", _("It would violate a professional duty")
    JUDICIAL = "judicial", _("It would violate a duty, a procedure or a judgment")
    SOURCE = "source", _("It would reveal a confidential source")
    RETENTION = "retention", _("A law requires us to keep the data for a term")
    PROCEEDINGS = "proceedings", _("The data belong to a case before a court or authority")
    ACCURATE = "accurate", _("The data are accurate")
    OPEN_MATTERS = "open_matters", _("Open matters must end first")

    @property
    def article(self) -> str:
        return ARTICLES[self]


LAW, REGULATION = "PDPL", "PDPL-IR"
ARTICLES: dict[str, str] = {
    Ground.REPETITIVE: f"{REGULATION} 3(2)",
    Ground.UNFOUNDED: f"{REGULATION} 3(2)",
    Ground.DISPROPORTIONATE: f"{REGULATION} 3(2)",
    Ground.IDENTITY: f"{REGULATION} 3(1)(c)",
    Ground.HARM: f"{LAW} 9(1)(a)",
    Ground.SECURITY: f"{LAW} 16(1)",
    Ground.RELATIONS: f"{LAW} 16(2)",
    Ground.CRIME: f"{LAW} 16(3)",
    Ground.SAFETY: f"{LAW} 16(4)",
    Ground.PRIVACY: f"{LAW} 16(5)",
    Ground.CAPACITY: f"{LAW} 16(6)",
    Ground.PROFESSIONAL: f"{LAW} 16(7)",
    Ground.JUDICIAL: f"{LAW} 16(8)",
    Ground.SOURCE: f"{LAW} 16(9)",
    Ground.RETENTION: f"{LAW} 18(2)(a)",
    Ground.PROCEEDINGS: f"{LAW} 18(2)(b)",
    Ground.ACCURATE: f"{REGULATION} 7(1)",
    Ground.OPEN_MATTERS: f"{LAW} 18(1)",
}


class Delay(models.TextChoices):
    """Why the term is extended: the two reasons that Article 3(1)(a) of the regulation knows."""

    EFFORT = "effort", _("Answering needs an unusual effort")
    SEVERAL = "several", _("There are several requests of the same person")


class StepKind(models.TextChoices):
    """What stands in the time line of a request."""

    MOVE = "move", pgettext_lazy("step of a request", "Step")
    NOTE = "note", pgettext_lazy("step of a request", "Note")
    LETTER = "letter", pgettext_lazy("step of a request", "Letter")
    EXTENSION = "extension", pgettext_lazy("step of a request", "Extension")
    REMINDER = "reminder", pgettext_lazy("step of a request", "Reminder")


class CorrectionState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("correction state", "Asked for")
    APPLIED = "applied", pgettext_lazy("correction state", "Corrected")
    REFUSED = "refused", pgettext_lazy("correction state", "Not corrected")
