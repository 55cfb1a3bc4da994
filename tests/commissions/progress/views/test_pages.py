"""The pages of both sides and of whoever holds a certificate, in both languages; an outsider finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commissions.progress import services
from commissions.progress.enums import NamingForm
from commissions.progress.models import Certificate, Conversation, FinishedWork, Message, NamingConsent
from compliance.models import AuditEntry
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.contracts import submitted_milestone
from tests.factories.progress import PHONE, awarded, completed, finished, offered, pdf, picture, talk_of

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
LIST_QUERIES, TALK_QUERIES, PROGRESS_QUERIES = 4, 14, 16


def _main(client: Client, path: str, status: int = 200) -> str:
    page = client.get(path)
    assert page.status_code == status, path
    text = page.content.decode()
    return text[text.index("<main") : text.index("</main")]


def _say(talk: Conversation, by: Any, text: str = "مرحبا", **more: Any) -> Message:
    return services.send_message(conversation=talk, by=by, text=text, **more)


@pytest.fixture
def talk() -> Conversation:
    return talk_of(offered())


def _artist(talk: Conversation) -> Any:
    return talk.seller.members.get()


def _path(talk: Conversation, tail: str = "") -> str:
    return f"/ar/commissions/progress/conversations/{talk.pk}/{tail}"


def test_both_sides_read_and_write(client_for: Browser, talk: Conversation) -> None:
    collector, artist = client_for(talk.commission.collector), client_for(_artist(talk))
    answer = collector.post(_path(talk), {"text": "متى تبدئين؟", "key": "k1"})
    sent = Message.objects.get()
    assert answer["Location"] == f"{_path(talk)}#m{sent.pk}"
    page = _main(artist, _path(talk))
    assert "متى تبدئين؟" in page
    assert "المقتني" in page
    assert "لمياء" not in page
    assert "قبل الترسية تُوقَف أرقام الهواتف" in page
    artist.post(_path(talk), {"text": "في يونيو", "key": "k2"})
    assert "قُرئت" in _main(artist, _path(talk))
    assert "مرسم نورة" in _main(collector, _path(talk))


def test_after_the_award_names_stand_there(client_for: Browser) -> None:
    proposal = awarded()
    talk = talk_of(proposal)
    _say(talk, proposal.commission.collector)
    page = _main(client_for(proposal.by), _path(talk))
    assert "لمياء الراشد" in page
    assert "تُوقَف أرقام الهواتف" not in page


def test_a_held_message_is_its_authors_alone(client_for: Browser, talk: Conversation) -> None:
    artist = client_for(_artist(talk))
    page = artist.post(_path(talk), {"text": PHONE, "key": "k"}, follow=True).content.decode()
    assert "رسالتك قيد التدقيق قبل إرسالها." in page
    assert "قيد التدقيق: يبدو أن فيها وسيلة تواصل" in page
    assert PHONE not in _main(client_for(talk.commission.collector), _path(talk))


def test_what_was_refused_keeps_what_was_typed(client_for: Browser, talk: Conversation) -> None:
    artist = client_for(_artist(talk))
    answer = artist.post(_path(talk), {"text": "انظر المرفق", "enclosed": [pdf("x.pdf", action="/Launch")]})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "نصوص برمجية أو وسائط" in page
    assert "انظر المرفق" in page
    assert Message.objects.count() == 0
    assert artist.post(_path(talk), {"text": "  "}).status_code == 400


def test_news_since_a_place_with_how_far_the_other_has_read(client_for: Browser, talk: Conversation) -> None:
    first, second = _say(talk, _artist(talk), "الأولى"), _say(talk, _artist(talk), "الثانية")
    collector = client_for(talk.commission.collector)
    answer = collector.get(_path(talk, "news/"), {"after": "١"})
    text = answer.content.decode()
    assert (f'id="m{first.pk}"' in text, f'id="m{second.pk}"' in text) == (False, True)
    assert (answer["X-Places"], answer["X-Seen"], answer["Cache-Control"]) == ("2", "0", "no-store")
    collector.get(_path(talk, "news/"), {"after": "2", "looking": "1"})
    assert client_for(_artist(talk)).get(_path(talk, "news/"), {"after": "2"})["X-Seen"] == "2"


@pytest.mark.parametrize("somebody", [None, UserFactory])
def test_an_outsider_finds_nothing_and_changes_nothing(
    client_for: Browser, talk: Conversation, somebody: Any
) -> None:
    message = _say(talk, _artist(talk), files=[picture()])
    file = message.attachments.get()
    client = client_for(somebody() if somebody else None)
    status = 404 if somebody else 302
    number = talk.commission.number
    for tail in ("", "news/", f"files/{file.pk}/"):
        assert client.get(_path(talk, tail)).status_code == status
    assert client.post(_path(talk), {"text": "مرحبا"}).status_code == status
    assert client.post(_path(talk, "read/"), {"place": 1}).status_code == status
    for name in ("progress", "consent", "certificate", "certificate-file", "catalogue"):
        assert client.get(reverse(f"progress:{name}", args=[number])).status_code == status
    assert client.post(reverse("progress:ask", args=[number])).status_code == status
    assert client.post(reverse("progress:talk", args=[number, talk.seller.slug])).status_code == status
    assert (Message.objects.count(), Conversation.objects.count()) == (1, 1)


def test_files_leave_with_safe_headers(client_for: Browser, talk: Conversation) -> None:
    message = _say(talk, _artist(talk), "", files=[picture("رسم.png"), pdf("offer.pdf")])
    shown, paper = message.attachments.order_by("pk")
    collector = client_for(talk.commission.collector)
    answer = collector.get(_path(talk, f"files/{shown.pk}/"))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("inline;")
    answer = collector.get(_path(talk, f"files/{paper.pk}/"))
    assert answer["Content-Disposition"] == "attachment; filename=\"offer.pdf\"; filename*=UTF-8''offer.pdf"


def test_staff_read_and_leave_a_trace_but_do_not_speak(client_for: Browser, talk: Conversation) -> None:
    _say(talk, _artist(talk), PHONE)
    staff = client_for(AdminFactory())
    page = _main(staff, _path(talk))
    assert PHONE in page
    assert "<textarea" not in page
    assert AuditEntry.objects.filter(action="progress.conversation.read_by_staff").count() == 1
    assert staff.post(_path(talk), {"text": "نحن"}).status_code == 403
    assert Message.objects.count() == 1


def test_a_conversation_begins_with_its_first_message(client_for: Browser) -> None:
    proposal = offered()
    path = reverse("progress:talk", args=[proposal.commission.number, proposal.seller.slug])
    client = client_for(proposal.by)
    assert "لم يُكتب شيء بعد" in _main(client, path.replace("/en/", "/ar/"))
    assert Conversation.objects.count() == 0
    answer = client.post(path, {"text": "مرحبا"})
    talk = Conversation.objects.get()
    assert f"/conversations/{talk.pk}/" in answer["Location"]
    assert client.get(path)["Location"].endswith(f"/conversations/{talk.pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    client_for: Browser, django_assert_num_queries: Any, count: int
) -> None:
    collector = UserFactory(language="ar")
    for _number in range(count):
        talk = talk_of(offered(collector=collector))
        _say(talk, _artist(talk), "متى نبدأ؟")
    client = client_for(collector)
    with django_assert_num_queries(LIST_QUERIES):
        page = _main(client, "/ar/commissions/progress/conversations/")
    assert page.count("متى نبدأ؟") == count
    assert page.count("رسالة جديدة") == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_conversation_costs_the_same_however_long(
    client_for: Browser, django_assert_num_queries: Any, talk: Conversation, count: int
) -> None:
    for number in range(count):
        _say(talk, _artist(talk), f"سطر {number}", files=[picture(size=(50 + number, 50))])
    client = client_for(talk.commission.collector)
    with django_assert_num_queries(TALK_QUERIES):
        page = _main(client, _path(talk))
    assert page.count('class="msg') == count


def test_who_was_not_chosen_never_learns_the_name(client_for: Browser) -> None:
    lost = offered()
    talk = talk_of(lost)
    _say(talk, lost.commission.collector)
    lost.commission.state = "awarded"
    lost.commission.awarded_at = timezone.now()
    lost.commission.save()
    client = client_for(lost.by)
    for path in ("/ar/commissions/progress/conversations/", _path(talk)):
        page = _main(client, path)
        assert "المقتني" in page
        assert "لمياء" not in page
    assert client.get(f"/ar/commissions/progress/{lost.commission.number}/").status_code == 404


def test_an_empty_list_teaches(client_for: Browser) -> None:
    assert "You have no conversations yet" in _main(
        client_for(UserFactory()), "/en/commissions/progress/conversations/"
    )


def test_progress_says_to_each_whose_turn_it_is(client_for: Browser) -> None:
    milestone = submitted_milestone()
    contract = milestone.contract
    path = f"/en/commissions/progress/{contract.commission.number}/"
    collector = _main(client_for(contract.collector), path)
    assert "Look at the work, and accept it or ask for a revision" in collector
    assert f"/en/commissions/contracts/milestones/{milestone.pk}/" in collector
    assert "/preview/" in collector
    artist = _main(client_for(contract.seller.members.get()), path)
    assert "The collector is looking at the work" in artist
    assert "/preview/" not in artist
    assert "The collector is looking at the work" in _main(client_for(AdminFactory()), path)
    assert client_for(UserFactory()).get(path).status_code == 404


def test_the_money_so_far(client_for: Browser) -> None:
    contract = submitted_milestone().contract
    page = _main(client_for(contract.collector), f"/ar/commissions/progress/{contract.commission.number}/")
    money = [part.split("</bdi>")[0] for part in page[page.index("المال حتى الآن") :].split("<bdi>")[1:6]]
    assert money == ["8,000", "4,000", "4,000", "0", "4,000"]


def test_progress_costs_the_same_however_much_happened(
    client_for: Browser, django_assert_num_queries: Any
) -> None:
    for contract in (submitted_milestone().contract, finished()):
        client = client_for(contract.collector)
        with django_assert_num_queries(PROGRESS_QUERIES):
            _main(client, f"/ar/commissions/progress/{contract.commission.number}/")


@pytest.mark.parametrize("make", [offered, awarded, completed])
def test_progress_opens_in_every_state_in_both_languages(client_for: Browser, make: Any) -> None:
    commission = make().commission
    client = client_for(commission.collector)
    for language in ("ar", "en"):
        assert commission.number in _main(client, f"/{language}/commissions/progress/{commission.number}/")


def test_the_collector_gives_and_takes_back_on_one_page(client_for: Browser) -> None:
    proposal = completed()
    client = client_for(proposal.commission.collector)
    path = f"/ar/commissions/progress/{proposal.commission.number}/consent/"
    assert "كيف تُذكر؟" in _main(client, path)
    assert client.post(path, {"form": "named"}).status_code == 400
    client.post(path, {"form": "named", "name_ar": "لمياء الراشد"})
    given = NamingConsent.objects.get()
    assert (given.form, given.name_ar, given.language) == ("named", "لمياء الراشد", "ar")
    assert "أُنجز بتكليف من لمياء الراشد" in _main(client, path)
    client.post(path, {"form": "none"})
    assert NamingConsent.objects.filter(withdrawn_at__isnull=True).count() == 0
    assert client_for(proposal.by).get(path).status_code == 404


def test_the_artist_signs_and_enters_the_work(client_for: Browser) -> None:
    proposal = completed()
    number, artist = proposal.commission.number, client_for(proposal.by)
    base = f"/ar/commissions/progress/{number}/"
    facts = {"title_ar": "نخلة", "year": "٢٠٢٦", "height_cm": "١٢٠٫٥", "width_cm": "90"}
    assert "وقّع شهادة الأصالة" in _main(artist, f"{base}certificate/")
    artist.post(f"{base}certificate/", facts)
    certificate = Certificate.objects.get()
    assert (certificate.year, str(certificate.height_cm)) == (2026, "120.5")
    assert "اسأل المقتني" in _main(artist, f"{base}catalogue/")
    services.give_consent(
        commission=proposal.commission, by=proposal.commission.collector, form=NamingForm.PRIVATE
    )
    answer = artist.post(f"{base}catalogue/")
    made = FinishedWork.objects.get()
    assert answer["Location"] == f"/ar/studio/works/{made.artwork_id}/"
    assert client_for(proposal.commission.collector).get(f"{base}catalogue/").status_code == 404


def _certificate(proposal: Any) -> Certificate:
    return services.issue_certificate(commission=proposal.commission, by=proposal.by)


def test_anybody_checks_a_certificate_and_learns_no_name_without_consent(client: Client) -> None:
    proposal = completed()
    found = _certificate(proposal)
    path = f"/ar/commissions/progress/certificates/{found.code}/"
    page = _main(client, path)
    assert "هذه الشهادة صحيحة" in page
    assert "مجموعة خاصة" in page
    assert "لمياء" not in page
    collector = proposal.commission.collector
    services.give_consent(
        commission=proposal.commission, by=collector, form=NamingForm.NAMED, name_ar="لمياء الراشد"
    )
    assert "لمياء الراشد" in _main(client, path)
    services.withdraw_consent(commission=proposal.commission, by=collector)
    assert "لمياء" not in _main(client, path)


def test_an_unknown_number_says_so(client: Client) -> None:
    assert "لا توجد شهادة بالرقم" in _main(
        client, "/ar/commissions/progress/certificates/CA-2222-2222-2222/", 404
    )
    answer = client.get("/en/commissions/progress/certificates/", {"code": " ca-2222-2222-2222 "})
    assert answer["Location"] == "/en/commissions/progress/certificates/CA-2222-2222-2222/"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_paper_is_for_both_sides(client_for: Browser, language: str) -> None:
    proposal = completed()
    _certificate(proposal)
    path = f"/{language}/commissions/progress/{proposal.commission.number}/certificate/file/"
    for person in (proposal.by, proposal.commission.collector):
        answer = client_for(person).get(path)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
