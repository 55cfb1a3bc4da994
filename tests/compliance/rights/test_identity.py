"""Who asks: a login, a code to the known address, a call; and what a wrong guess gets."""

from __future__ import annotations

from datetime import timedelta

import pytest

from compliance.copies.models import Copy
from compliance.rights import services
from compliance.rights.enums import Channel, Right
from compliance.rights.exceptions import CodeLimit, CodeOver, CodeWrong, MovedOn, OwnRequest
from compliance.rights.models import Code, Request
from mailing.models import EmailMessage
from tests.factories.accounts import UserFactory
from tests.factories.rights import RECEIVED, asked_by_guest, code_of, officer

pytestmark = pytest.mark.django_db
SOON = RECEIVED + timedelta(minutes=5)


def wrong(request):
    return "000000" if code_of(request) != "000000" else "111111"


def test_the_code_travels_by_mail_and_proves_the_address(run_outbox):
    found = asked_by_guest()
    code = code_of(found)
    run_outbox()
    mail = EmailMessage.objects.get(template="rights.code")
    assert mail.to_address == "guest@example.com"
    assert code in mail.text
    assert Code.objects.get().digest != code
    kept = services.confirm_code(request=found, code=f" {code[:3]} {code[3:]} ", now=SOON)
    assert (kept.state, kept.identity, kept.identified_at) == ("fulfilling", "code", SOON)
    assert Code.objects.count() == 0
    copy = Copy.objects.get()
    assert (copy.user, copy.emails, copy.request_pk) == (None, ["guest@example.com"], found.pk)


def test_arabic_digits_are_digits():
    found = asked_by_guest()
    eastern = code_of(found).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert services.confirm_code(request=found, code=eastern, now=SOON).state == "fulfilling"


def test_five_wrong_guesses_end_the_code_and_the_right_one_comes_too_late():
    found = asked_by_guest()
    for _ in range(5):
        with pytest.raises(CodeWrong):
            services.confirm_code(request=found, code=wrong(found), now=SOON)
    with pytest.raises(CodeOver):
        services.confirm_code(request=found, code=code_of(found), now=SOON)
    found.refresh_from_db()
    assert (found.state, Copy.objects.count()) == ("identity_pending", 0)


def test_a_code_holds_a_quarter_of_an_hour():
    found = asked_by_guest()
    with pytest.raises(CodeOver):
        services.confirm_code(request=found, code=code_of(found), now=RECEIVED + timedelta(minutes=15))


def test_a_new_code_kills_the_old_one_and_five_an_hour_are_enough():
    found = asked_by_guest()
    old = code_of(found)
    for minute in range(1, 5):
        services.send_code(request=found, now=RECEIVED + timedelta(minutes=minute))
    with pytest.raises(CodeLimit):
        services.send_code(request=found, now=SOON)
    if old != code_of(found):
        with pytest.raises(CodeWrong):
            services.confirm_code(request=found, code=old, now=SOON)
    services.send_code(request=found, now=RECEIVED + timedelta(hours=2))
    assert Code.objects.get().sent == 6


def test_an_address_of_an_account_leads_to_the_account():
    user = UserFactory(email="guest@example.com")
    found = services.confirm_code(request=(made := asked_by_guest()), code=code_of(made), now=SOON)
    assert (found.user, Copy.objects.get().user) == (user, user)


def test_an_unconfirmed_address_of_an_account_does_not():
    UserFactory(email="guest@example.com", confirmed=False)
    found = services.confirm_code(request=(made := asked_by_guest()), code=code_of(made), now=SOON)
    assert (found.user, Copy.objects.get().user) == (None, None)


def test_the_second_proved_request_joins_the_first():
    first, second = asked_by_guest(Right.DESTRUCTION), asked_by_guest(Right.DESTRUCTION)
    services.confirm_code(request=first, code=code_of(first), now=SOON)
    kept = services.confirm_code(request=second, code=code_of(second), now=SOON)
    assert kept.pk == first.pk
    second.refresh_from_db()
    assert (second.state, second.about, second.identified_at) == ("closed", first, None)


def test_a_request_written_down_is_confirmed_by_the_login_of_its_account():
    user, by = UserFactory(), officer()
    found = services.record_request(
        by=by, right=Right.COPY, channel=Channel.PHONE, received_at=RECEIVED, user=user, now=RECEIVED
    )
    with pytest.raises(MovedOn):
        services.confirm_by_login(request=found, user=UserFactory(), now=SOON)
    assert Copy.objects.count() == 0
    assert services.confirm_by_login(request=found, user=user, now=SOON).identity == "login"
    assert Copy.objects.get().user == user


def test_a_call_on_the_known_number_confirms_and_is_noted():
    by = officer()
    found = services.record_request(
        by=by, right=Right.DESTRUCTION, channel=Channel.LETTER, received_at=RECEIVED, phone="+966500000001",
        now=RECEIVED,
    )  # fmt: skip
    kept = services.confirm_by_call(
        request=found, by=by, text="Called back, answered two questions.", now=SOON
    )
    assert (kept.state, kept.identity) == ("verified", "call")
    assert kept.steps.get(after="verified").text == "Called back, answered two questions."


def test_an_officer_does_not_confirm_their_own_request():
    me, colleague = officer(), officer()
    found = services.record_request(
        by=colleague,
        right=Right.DESTRUCTION,
        channel=Channel.SPOKEN,
        received_at=RECEIVED,
        user=me,
        now=RECEIVED,
    )
    with pytest.raises(OwnRequest):
        services.confirm_by_call(request=found, by=me, text="it is me", now=SOON)
    assert Request.objects.get().state == "identity_pending"
