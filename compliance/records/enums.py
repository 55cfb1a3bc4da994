"""Choices of the processing records."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartyKind(models.TextChoices):
    """In what capacity somebody outside receives personal data."""

    PROCESSOR = "processor", _("Processor, on our behalf")
    RECIPIENT = "recipient", _("Recipient, for its own purposes")
    AUTHORITY = "authority", _("Authority, by law")


class Clause(models.TextChoices):
    """What the contract with a processor must hold (Implementing Regulation, Article 17(1)(a)-(g))."""

    PURPOSE = "a", _("The purpose of the processing")
    DATA = "b", _("The categories of personal data that are processed")
    DURATION = "c", _("How long the processing lasts")
    BREACH = "d", _("The processor tells us of a breach without undue delay")
    FOREIGN_LAW = "e", _("Whether foreign law binds the processor, and what follows from it")
    NO_CONSENT_LAW = "f", _("No disclosure by law without our consent where the law leaves a choice")
    SUB_PROCESSORS = "g", _("The sub-processors, and our word before another one is taken on")


class TransferPurpose(models.TextChoices):
    """For what data may leave the Kingdom (Law, Article 29, and the Transfer Regulation)."""

    AGREEMENT = "agreement", _("Carrying out an agreement of the Kingdom")
    INTERESTS = "interests", _("Serving the interests of the Kingdom")
    OBLIGATION = "obligation", _("An obligation to which the person is a party")
    CENTRAL = "central", _("Central processing that lets us do our work")
    SERVICE = "service", _("A service or benefit to the person")
    RESEARCH = "research", _("Scientific research and studies")


class Safeguard(models.TextChoices):
    """What protects the data abroad."""

    NONE = "none", _("Not settled yet")
    ADEQUACY = "adequacy", _("A country with an adequate level of protection")
    CLAUSES = "clauses", _("Standard contractual clauses")
    BINDING_RULES = "rules", _("Binding common rules of a group")
    CERTIFICATE = "certificate", _("A certificate of accreditation")


class ActivityState(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("processing", "Going on")
    ENDED = "ended", pgettext_lazy("processing", "Ended")


class AssessmentKind(models.TextChoices):
    INTEREST = "interest", _("Legitimate interest")
    IMPACT = "impact", _("Impact assessment")


class AssessmentState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", pgettext_lazy("assessment", "Withdrawn")


class Outcome(models.TextChoices):
    GO = "go", _("The processing may go on as described")
    MEASURES = "measures", _("The processing may go on once the measures are taken")
    STOP = "stop", _("The processing must not take place")


class Trigger(models.TextChoices):
    """What makes an impact assessment necessary (Implementing Regulation, Article 25(1))."""

    SENSITIVE = "sensitive", _("Sensitive data is processed")
    LINKING = "linking", _("Sets of data from different sources are linked")
    CAPACITY = "capacity", _("Data of persons lacking capacity is processed repeatedly and on a large scale")
    MONITORING = "monitoring", _("People are monitored constantly")
    NEW_TECHNOLOGY = "technology", _("A new technology is used")
    AUTOMATED = "automated", _("Decisions are made by machines alone")
    HARM = "harm", _("The product or service is likely to do people serious harm")
