"""Conversations, finished commissions and what is attached to messages, for tests."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from commissions.contracts import services as contracts
from commissions.contracts.models import Contract
from commissions.enums import CommissionState, ProposalState
from commissions.models import Commission, Proposal
from commissions.progress import services
from commissions.progress.models import Conversation
from core.pdf import Sheet
from orders.enums import SellerKind
from tests.factories.accounts import UserFactory
from tests.factories.commissions import CommissionFactory, ProposalFactory
from tests.factories.contracts import active_contract, artist_of, funded_milestone, milestone_of
from tests.factories.contracts import picture as work_picture
from tests.factories.orders import SellerFactory

PHONE = "راسلني على ٠٥٠ ١٢٣ ٤٥٦٧"


def offered(**given: Any) -> Proposal:
    """An open commission of Lamia's, with a proposal of Noura's that was sent."""
    return _proposal(_commission(CommissionState.DISCUSSION, **given))


def awarded(state: CommissionState = CommissionState.AWARDED, **given: Any) -> Proposal:
    """The same, chosen; `state` may be a later one."""
    commission = _commission(state, awarded_at=timezone.now(), **given)
    return _proposal(commission, state=ProposalState.AWARDED)


def _proposal(commission: Commission, **given: Any) -> Proposal:
    artist = UserFactory(name_ar="نورة العتيبي", name_en="Noura Alotaibi")
    seller = SellerFactory(
        kind=SellerKind.ARTIST, owner=artist, name_ar="مرسم نورة", name_en="Noura's studio"
    )
    found: Proposal = ProposalFactory(commission=commission, by=artist, seller=seller, **given)
    return found


def completed(**given: Any) -> Proposal:
    return awarded(CommissionState.COMPLETED, **given)


def _commission(state: CommissionState, **given: Any) -> Commission:
    collector = given.pop("collector", None) or UserFactory(
        name_ar="لمياء الراشد", name_en="Lamia Alrashid", language="ar"
    )
    return CommissionFactory(state=state, collector=collector, **given)


def talk_of(proposal: Proposal | None = None) -> Conversation:
    """The conversation of a proposal, begun by the collector."""
    found = proposal or offered()
    commission = found.commission
    return services.open_conversation(commission=commission, seller=found.seller, by=commission.collector)


def picture(name: str = "sketch.png", size: tuple[int, int] = (320, 240)) -> SimpleUploadedFile:
    """An upload as a browser sends it, with a place in its metadata."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera of the artist"
    Image.new("RGB", size, "#a8400c").save(out, "PNG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


def pdf_bytes(text: str = "A study of light", **hostile: Any) -> bytes:
    """A PDF of ours, or one that was made to do harm: `action`, `attached`, `password`, `hidden`."""
    data = Sheet("en", "Offer").text(text).bytes()
    if not hostile:
        return data
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(data)))
    if action := hostile.get("action"):
        facts = {NameObject("/S"): NameObject(action), NameObject("/JS"): TextStringObject("app.alert(1)")}
        if action != "/JavaScript":
            del facts[NameObject("/JS")]
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(facts))
    if link := hostile.get("link"):
        facts = {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(link)}
        writer.root_object[NameObject("/Lnk")] = writer._add_object(DictionaryObject(facts))
    if attached := hostile.get("attached"):
        writer.add_attachment("more.txt", attached)
    if password := hostile.get("password"):
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf(name: str = "plan.pdf", text: str = "A study of light", **hostile: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_bytes(text, **hostile), content_type="application/pdf")


def finished(**given: Any) -> Contract:
    """Agreed, paid, handed over with pictures and accepted to the end, through the services of the contracts."""
    contract = active_contract(**given)
    for number in range(contract.milestones.count()):
        milestone = funded_milestone(contract)
        shot = work_picture(colour=("#8a5a3c", "#17623c")[number % 2])
        contracts.submit(milestone=milestone, by=artist_of(contract), files=[shot])
        contracts.accept(milestone=milestone_of(milestone), by=contract.collector)
        contract.refresh_from_db()
    contract.commission.refresh_from_db()
    return contract
