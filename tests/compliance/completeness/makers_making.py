"""Traces of commissions: of one that was finished, and of one that led nowhere."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from commissions.enums import CommissionState, ProposalState
from commissions.progress import services as progress
from commissions.progress.enums import NamingForm
from tests.compliance.completeness.files import kept
from tests.compliance.completeness.life import Life, makes, row
from tests.factories.accounts import UserFactory
from tests.factories.commissions import CommissionFactory, ProposalFactory
from tests.factories.progress import finished, talk_of

PICTURE = {"width": 1, "height": 1}


@makes(
    "contracts.Contract",
    "contracts.ContractVersion",
    "contracts.Acceptance",
    "contracts.Milestone",
    "contracts.Submission",
    "contracts.SubmissionImage",
    "contracts.RevisionRequest",
    "contracts.Dispute",
    "contracts.Evidence",
)
def agreed(life: Life) -> None:
    """The person is the collector of one contract and the artist of another."""
    contract = finished(commission=_awarded(life))
    life.made["contract"] = contract
    made = finished(by=life.user, seller=life.seller)
    submission = made.milestones.first().submissions.first()
    row("contracts.RevisionRequest", submission=submission, by=life.user, text=life.word)
    version = contract.versions.first()
    row(
        "contracts.ContractVersion",
        contract=contract,
        number=version.number + 1,
        terms={"title": life.word},
        text_ar=life.user.name_ar,
        text_en=life.user.name_en,
        sha256="e" * 64,
        created_by=life.user,
        side="collector",
    )
    dispute = row(
        "contracts.Dispute",
        contract=contract,
        opened_by=life.user,
        side="collector",
        reason="late",
        **_ended(),
    )
    row(
        "contracts.Evidence",
        dispute=dispute,
        by=life.user,
        side="collector",
        path=kept(life, "evidence.jpg"),
        sha256="f" * 64,
        **PICTURE,
    )


def _ended() -> dict[str, Any]:
    return {"state": "withdrawn", "ended_at": timezone.now(), "decision": ""}


def _awarded(life: Life) -> Any:
    return CommissionFactory(collector=life.user, state=CommissionState.AWARDED, awarded_at=timezone.now())


@makes(
    "commissions.Commission",
    "commissions.Reference",
    "commissions.Invitation",
    "commissions.Proposal",
    "commissions.ProposalMilestone",
    "commissions.Sketch",
    "commissions.Question",
    "commissions.Screening",
    "commissions.Step",
)
def looked_for(life: Life) -> None:
    """A commission that nobody took up, and a proposal that nobody chose."""
    commission = CommissionFactory(collector=life.user, state=CommissionState.CANCELLED)
    life.made["talk"] = ProposalFactory(commission=commission, state=ProposalState.DECLINED)
    files = {"path": kept(life, "wish.jpg"), "sha256": "1" * 64, **PICTURE}
    row("commissions.Reference", commission=commission, token=f"ref-{life.word}", **files)
    row("commissions.Invitation", commission=commission, seller=life.shop, state="invited")
    proposal = ProposalFactory(by=life.user, seller=life.seller, state=ProposalState.DECLINED)
    drawn = {"path": kept(life, "sketch.jpg"), "preview_path": kept(life, "sketch-small.jpg"), **PICTURE}
    row("commissions.Sketch", proposal=proposal, token=f"sk-{life.word}", sha256="2" * 64, **drawn)
    row(
        "commissions.Question",
        commission=commission,
        seller=life.shop,
        author=life.user,
        text=life.word,
        state="cleared",
        answer=life.word,
        answered_by=UserFactory(),
        answered_at=timezone.now(),
        answer_state="cleared",
    )
    row(
        "commissions.Screening",
        commission=commission,
        author=life.user,
        subject_pk=commission.pk,
        state="pending",
        hits=[],
    )
    row(
        "commissions.Step",
        commission=commission,
        by=life.user,
        side="buyer",
        kind="note",
        before="",
        after="",
    )


@makes(
    "progress.Conversation",
    "progress.ReadMark",
    "progress.Message",
    "progress.Attachment",
    "progress.NamingConsent",
    "progress.Certificate",
    "progress.FinishedWork",
)
def talked(life: Life) -> None:
    contract = life.made["contract"]
    for proposal in (contract.proposal, life.made["talk"]):
        _talk(life, proposal)
    commission = contract.commission
    artist = contract.seller.members.first()
    names = {"name_ar": life.user.name_ar, "name_en": life.user.name_en}
    progress.give_consent(commission=commission, by=life.user, form=NamingForm.NAMED, language="en", **names)
    progress.catalogue_work(commission=commission, by=artist)


def _talk(life: Life, proposal: Any) -> None:
    lost = proposal.commission.state == CommissionState.CANCELLED
    if lost:
        talk = row(
            "progress.Conversation",
            commission=proposal.commission,
            seller=proposal.seller,
            opened_by=life.user,
        )
        row("progress.ReadMark", conversation=talk, user=life.user, side="buyer")
    else:
        talk = talk_of(proposal)
    place = talk.places + 1
    said = {"state": "shown", "place": place, "shown_at": timezone.now(), "text": life.word}
    message = row("progress.Message", conversation=talk, author=life.user, side="buyer", **said)
    row(
        "progress.Attachment",
        message=message,
        uploaded_by=life.user,
        kind="picture",
        name=f"{life.word}.jpg",
        path=kept(life, "talk-lost.jpg" if lost else "talk-agreed.jpg"),
        sha256="3" * 64,
        byte_size=1,
        pages=None,
        **PICTURE,
    )
