"""A hostile visitor tries what they always try: redirects, hosts, headers, paths, bodies, fields of others."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.exceptions import DisallowedHost
from django.test import Client, RequestFactory

from accounts.enums import Role
from accounts.models import User
from config.middleware import refused
from core.errors import NotFound
from tests.factories.accounts import PASSWORD, UserFactory
from tests.security.routes import pages

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "javascript:alert(1)",
    "http:evil.example",
)


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize(
    "path",
    [
        "/en/account/login/",
        "/en/account/role/",
        "/en/account/reauthenticate/",
        "/en/basket/add/",
        "/en/notices/read/",
        "/en/privacy/consents/cookies/",
    ],
)
def test_no_form_leads_to_another_site(client_for: Callable[..., Client], path: str, elsewhere: str) -> None:
    user = UserFactory()
    browser = client_for(None if "login" in path else user)
    fields = {
        "next": elsewhere,
        "back": elsewhere,
        "login": user.email,
        "password": PASSWORD,
        "role": "collector",
    }
    answer = browser.post(f"{path}?next={elsewhere}", fields, headers={"referer": elsewhere})
    assert "evil" not in answer.get("Location", "").split("?")[0]
    assert not answer.get("Location", "").startswith(("//", "javascript:", "http"))


def test_no_page_redirects_to_what_next_says(client: Client) -> None:
    client.raise_request_exception = False
    led = {}
    for route in [route for route in pages() if not route.parts]:
        answer = client.get(route.url(), {"next": "https://evil.example/", "url": "//evil.example/"})
        if answer.get("Location", "").split("?")[0].lstrip("/\\").startswith(("https:", "http:", "evil")):
            led[route.name] = answer["Location"]
    assert led == {}


def test_a_foreign_host_is_refused(settings, rf: RequestFactory) -> None:
    settings.ALLOWED_HOSTS = ["souk.example"]
    for host in ("evil.example", "souk.example.evil.example", "souk.example@evil.example"):
        with pytest.raises(DisallowedHost):
            rf.get("/", headers={"host": host}).get_host()
        assert Client().get("/en/", headers={"host": host}).status_code == 400
    assert rf.get("/", headers={"host": "souk.example"}).get_host() == "souk.example"


def test_a_forwarded_host_is_not_believed(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"host": "souk.example", "x-forwarded-host": "evil.example"})
    assert request.get_host() == "souk.example"


@pytest.mark.parametrize(
    "path", ["/en/works/?q=a%0d%0aSet-Cookie:%20x=1", "/en/account/login/?next=/%0d%0aX-Evil:%201"]
)
def test_a_line_break_makes_no_header(client: Client, path: str) -> None:
    answer = client.get(path)
    assert "X-Evil" not in answer
    assert "x" not in answer.cookies


def test_a_request_id_with_a_line_break_is_replaced(client: Client) -> None:
    assert "evil" not in client.get("/en/", headers={"x-request-id": "evil\r\nX-Evil: 1"})["X-Request-ID"]


@pytest.mark.parametrize(
    "path",
    [
        "/media/../originals/secret.jpg",
        "/media/%2e%2e/%2e%2e/etc/passwd",
        "/media/..%2f..%2fsecret_key",
        "/media//etc/passwd",
        "/static/../config/settings/base.py",
        "/static/%2e%2e/manage.py",
        "/.git/config",
        "/.env",
        "/en/.git/HEAD",
    ],
)
def test_no_path_leads_out_of_the_public_folders(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {400, 404}


def test_a_body_too_large_is_refused_before_it_is_read(client_for: Callable[..., Client], settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    browser = client_for(UserFactory())
    assert browser.post("/en/account/profile/", {"name": "x" * 2000}).status_code in {400, 403}
    body = json.dumps({"name_en": "x" * 2000})
    assert browser.patch("/api/v1/me/", body, content_type="application/json").status_code in {400, 413}


def test_too_many_fields_are_refused(client_for: Callable[..., Client]) -> None:
    fields = {f"field{number}": "x" for number in range(1_100)}
    assert client_for(UserFactory()).post("/en/account/profile/", fields).status_code in {400, 403}


OTHERS = {
    "is_staff": True,
    "is_superuser": True,
    "stage": "seller",
    "roles": ["staff"],
    "email": "other@example.com",
    "password": "changed 1 2 3",
    "pk": 1,
    "id": 1,
    "date_joined": "2001-01-01T00:00:00Z",
}


@pytest.mark.parametrize("field", OTHERS)
def test_the_profile_takes_no_field_that_is_not_its_own(
    client_for: Callable[..., Client], field: str
) -> None:
    user = UserFactory(roles=[Role.COLLECTOR])
    browser = client_for(user)
    before = standing(user)
    browser.patch("/api/v1/me/", {field: OTHERS[field]}, content_type="application/json")
    browser.post("/en/account/profile/", {field: OTHERS[field]})
    assert standing(user) == before


def standing(user: User) -> dict[str, object]:
    """All that is known of a person; `name` is one of the two names, by language."""
    row = User.objects.values().get(pk=user.pk)
    del row["name"]
    return {**row, "roles": sorted(user.role_grants.values_list("role", flat=True))}


def test_nobody_makes_themselves_staff_by_the_role_page(client_for: Callable[..., Client]) -> None:
    user = UserFactory()
    client_for(user).post("/en/account/role/", {"role": "staff", "name": "Me"})
    user.refresh_from_db()
    assert (user.is_staff, user.role_grants.count()) == (False, 0)


@pytest.mark.parametrize("method", ["trace", "delete"])
def test_methods_that_no_page_knows_do_nothing(client: Client, method: str) -> None:
    answer = getattr(client, method)("/en/account/login/")
    assert answer.status_code in {405, 403}


def test_a_provider_that_is_switched_off_is_not_found(client: Client) -> None:
    assert client.post("/en/account/google/login/").status_code == 404
    assert client.get("/en/account/github/login/callback/").status_code == 404


def test_an_error_tells_nothing_of_its_insides(client: Client, rf: RequestFactory, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr("config.home.context", broken)
    client.raise_request_exception = False
    answer = client.get("/en/")
    assert answer.status_code == 500
    assert "hunter2" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    assert refused(rf.get("/", headers={"accept": "application/json"}), NotFound()).status_code == 404


def test_no_other_site_may_read_answers(client: Client) -> None:
    answer = client.options(
        "/api/v1/me/", headers={"origin": "https://evil.example", "access-control-request-method": "GET"}
    )
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
