"""The staff look at images and have them drawn again; nobody types one."""

from __future__ import annotations

import pytest

from accounts.models import User
from core.models import OutboxMessage
from tests.factories.imaging import ImageFactory

pytestmark = pytest.mark.django_db
LIST = "/ar/admin/imaging/image/"


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_superuser("staff@example.com", "correct horse 7"))
    return client


def test_the_list_shows_pictures(staff):
    ready, waiting = ImageFactory(ready=True), ImageFactory()
    html = staff.get(LIST).content.decode()
    assert f"{ready.sha256[:24]}-r1-320.jpg" in html
    assert "data:image/svg" in html
    assert waiting.sha256 in html
    assert staff.get(f"{LIST}{ready.pk}/change/").status_code == 200


def test_only_what_is_not_ready_is_drawn_again(staff):
    ready, waiting = ImageFactory(ready=True), ImageFactory()
    OutboxMessage.objects.all().delete()
    answer = staff.post(
        LIST, {"action": "draw_again", "_selected_action": [ready.pk, waiting.pk]}, follow=True
    )
    assert "ستُجهّز صورة واحدة من جديد." in answer.content.decode()
    assert [message.payload for message in OutboxMessage.objects.all()] == [{"image": waiting.pk}]


def test_nothing_is_added_or_deleted(staff):
    image = ImageFactory()
    assert staff.get(f"{LIST}add/").status_code == 403
    assert staff.post(f"{LIST}{image.pk}/delete/", {"post": "yes"}).status_code == 403
    assert staff.post(f"{LIST}{image.pk}/change/", {"state": "ready"}).status_code == 403
    image.refresh_from_db()
    assert image.state == "pending"


def test_others_see_nothing(client):
    client.force_login(User.objects.create_user("charlie@example.com", "correct horse 7"))
    assert client.get(LIST).status_code == 302
