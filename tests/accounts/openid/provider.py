"""An OpenID provider in a process of its own: `python provider.py DIRECTORY CALLBACK...`.

It prints its port, and serves the provider that allauth ships, with one person and one client. The file "lie" in
its directory makes it dishonest: its word is what is wrong with the identity tokens from then on.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
CLIENT_ID, SECRET = "art-souk", "not a secret at all"
PERSON = {
    "username": "lamya",
    "email": "lamya@provider.example",
    "first_name": "Lamya",
    "last_name": "Rashid",
}


def new_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def configure(directory: Path, key: str) -> None:
    apps = ["auth", "contenttypes", "sessions", "messages"]
    settings.configure(
        SECRET_KEY="the provider's own",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="__main__",
        INSTALLED_APPS=[
            *(f"django.contrib.{app}" for app in apps),
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": directory / "db"}},
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        IDP_OIDC_PRIVATE_KEY=key,
        USE_TZ=True,
    )
    django.setup()


def fill(callbacks: list[str]) -> None:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    user = User.objects.create_user(**PERSON)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client = Client(id=CLIENT_ID, name="Art Souk", skip_consent=True)
    client.scopes = "openid\nprofile\nemail"
    client.redirect_uris = "\n".join(callbacks)
    client.set_secret(SECRET)
    client.save()


def enter(request: Any) -> Any:
    """Whoever opens this address is Lamya."""
    from django.contrib.auth import login
    from django.contrib.auth.models import User
    from django.http import HttpResponse

    login(request, User.objects.get(), "allauth.account.auth_backends.AuthenticationBackend")
    return HttpResponse("in")


def lying(application: Any, directory: Path, key: str) -> Any:
    """The same application, whose tokens are wrong in the way that the file "lie" says."""

    def answer(environ: Any, start_response: Any) -> Any:
        lie = directory / "lie"
        if not lie.exists() or not environ["PATH_INFO"].endswith("/token"):
            return application(environ, start_response)
        kept: list[Any] = []
        body = b"".join(application(environ, lambda *given: kept.extend(given)))
        content = json.dumps(spoil(json.loads(body), lie.read_text(), key)).encode()
        headers = [(name, value) for name, value in kept[1] if name.lower() != "content-length"]
        start_response(kept[0], [*headers, ("Content-Length", str(len(content)))])
        return [content]

    return answer


def spoil(answer: dict[str, Any], lie: str, key: str) -> dict[str, Any]:
    import jwt

    token = answer.pop("id_token")
    claims = jwt.decode(token, options={"verify_signature": False})
    headers = {"kid": jwt.get_unverified_header(token)["kid"]}
    changes = {
        "issuer": {"iss": "https://evil.example"},
        "audience": {"aud": "somebody else"},
        "expired": {"exp": int(time.time()) - 60},
    }
    if lie == "unsigned":
        return {**answer, "id_token": jwt.encode(claims, "", "none", headers)}
    if lie == "missing":
        return answer
    signer = new_key() if lie == "signature" else key
    return {**answer, "id_token": jwt.encode({**claims, **changes.get(lie, {})}, signer, "RS256", headers)}


class Silent(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


def main(directory: Path, callbacks: list[str]) -> None:
    key = new_key()
    configure(directory, key)
    fill(callbacks)
    from django.core.wsgi import get_wsgi_application

    application = lying(get_wsgi_application(), directory, key)
    with make_server("127.0.0.1", 0, application, handler_class=Silent) as server:
        print(server.server_port, flush=True)  # noqa: T201
        server.serve_forever()


def __getattr__(name: str) -> Any:
    """The addresses, asked for once the settings stand."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.urls import include, path

    return [
        path("enter/", enter),
        path("account/", include("allauth.account.urls")),
        path("", include("allauth.idp.urls")),
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
