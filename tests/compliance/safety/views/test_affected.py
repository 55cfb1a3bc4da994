from __future__ import annotations

import pytest

from commissions.progress.services import send_message
from compliance.safety import services
from compliance.safety.models import Appeal, Block
from tests.factories import progress as talks
from tests.factories import safety as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_affected_read_the_reasons_and_appeal_and_nobody_else(client_for) -> None:
    reporter = UserFactory(name_en="Secret Reporter", name_ar="مبلّغ سرّي")
    work, judge = make.work_of(), make.moderator(name_en="Judge Judy")
    owner = make.owner_of(work)
    case = make.taken(judge, work=work, reporter=reporter, text="I know him from school.")
    services.decide(
        case=case,
        by=judge,
        outcome="suspend",
        person=owner,
        scope="all",
        days=7,
        reasons="Forged.",
        note="sly",
    )
    url = f"/en/safety/decisions/{case.number}/"
    client = client_for(owner)
    pages = client.get(url).content.decode() + client.get("/en/safety/decisions/").content.decode()
    assert "Forged." in pages
    assert "Suspended until" in pages
    for secret in ("Secret Reporter", reporter.email, "I know him", "Judge Judy", "sly", "SR-", "forgery"):
        assert secret not in pages
    for outsider in (UserFactory(), reporter, judge):
        assert client_for(outsider).get(url).status_code == 404
        assert client_for(outsider).post(url, {"text": "x"}).status_code == 404
    assert client_for().post(url, {"text": "x"}).status_code == 302
    assert Appeal.objects.count() == 0
    assert client.post(url, {"text": "It is by him."})["Location"] == url
    assert Appeal.objects.get().text == "It is by him."
    again = client.post(url, {"text": "Once more."}, follow=True).content.decode()
    assert "no longer" in again
    assert Appeal.objects.count() == 1


def test_what_ended_without_a_consequence_is_not_told(client_for) -> None:
    work = make.work_of()
    decision = make.decided(work=work, outcome="none")
    client = client_for(make.owner_of(work))
    assert client.get(f"/en/safety/decisions/{decision.case.number}/").status_code == 404
    assert decision.case.number not in client.get("/en/safety/decisions/").content.decode()


def test_in_arabic(client_for) -> None:
    work = make.work_of()
    make.decided(work=work, outcome="strike", reasons="ليس لهذا الفنان.")
    html = client_for(make.owner_of(work)).get("/ar/safety/decisions/").content.decode()
    assert "احتُسبت عليك مخالفة" in html
    assert "قرارات تخصّني" in html


def test_blocking_asks_first_and_can_be_lifted(client_for) -> None:
    talk = talks.talk_of()
    message = send_message(conversation=talk, by=talk.seller.members.get(), text="Hello")
    client = client_for(talk.commission.collector)
    url = f"/en/safety/blocks/new/message/{message.pk}/"
    assert "Noura" in client.get(url).content.decode()
    assert Block.objects.count() == 0
    assert client.post(url)["Location"] == "/en/safety/blocks/"
    row = Block.objects.get()
    assert "Noura" in client.get("/en/safety/blocks/").content.decode()
    client_for(UserFactory()).post(f"/en/safety/blocks/{row.pk}/lift/")
    assert Block.objects.count() == 1
    client.post(f"/en/safety/blocks/{row.pk}/lift/")
    assert Block.objects.count() == 0
    assert client_for(UserFactory()).get(url).status_code == 404
    work = make.work_of()
    assert client_for(UserFactory()).get(f"/en/safety/blocks/new/work/{work.pk}/").status_code == 404
