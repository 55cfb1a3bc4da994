"""The API as a whole: its schema is valid, its pages open, and nothing answers outside it."""

from __future__ import annotations

import pytest
import yaml
from drf_spectacular.validation import validate_schema

pytestmark = pytest.mark.django_db

DOORS = [
    "/addresses/",
    "/addresses/{id}/",
    "/admission/runs/{id}/scans/",
    "/artists/",
    "/artists/{slug}/",
    "/artworks/",
    "/artworks/{id}/",
    "/auctions/",
    "/auctions/{slug}/",
    "/bids/",
    "/calendar/key/",
    "/calendar/sessions/",
    "/commissions/",
    "/commissions/{number}/",
    "/commissions/{number}/submit/",
    "/contracts/{id}/",
    "/contracts/{id}/accept/",
    "/conversations/",
    "/conversations/{id}/files/{file}/",
    "/conversations/{id}/messages/",
    "/conversations/{id}/read/",
    "/events/",
    "/events/{slug}/",
    "/galleries/",
    "/galleries/{slug}/",
    "/lots/",
    "/lots/{id}/",
    "/lots/{id}/bids/",
    "/lots/{id}/events/",
    "/lots/{id}/watch/",
    "/me/",
    "/milestones/{id}/accept/",
    "/milestones/{id}/fund/",
    "/milestones/{id}/revise/",
    "/milestones/{id}/submit/",
    "/orders/",
    "/orders/{number}/",
    "/orders/{number}/cancel/",
    "/orders/{number}/check/",
    "/orders/{number}/payments/",
    "/orders/{number}/receipt/",
    "/privacy/consents/",
    "/privacy/consents/history/",
    "/privacy/copies/",
    "/privacy/copies/{code}/",
    "/privacy/requests/",
    "/privacy/requests/{number}/",
    "/privacy/requests/{number}/take-back/",
    "/proposals/",
    "/proposals/{id}/",
    "/proposals/{id}/send/",
    "/proposals/{id}/withdraw/",
    "/registrations/",
    "/registrations/{code}/",
    "/registrations/{code}/cancel/",
    "/runs/{id}/waiting/",
    "/safety/blocks/",
    "/safety/blocks/{id}/",
    "/safety/decisions/{number}/appeal/",
    "/safety/reports/",
    "/safety/reports/{number}/",
    "/safety/standing/",
    "/sales/",
    "/tickets/",
]


def test_schema_is_valid_and_names_every_door(client):
    response = client.get("/api/v1/schema/")
    schema = yaml.safe_load(response.content)
    validate_schema(schema)
    assert sorted(path.removeprefix("/api/v1") for path in schema["paths"]) == DOORS


def test_docs_open_with_scripts_of_our_own(client):
    response = client.get("/api/v1/docs/")
    assert response.status_code == 200
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "http" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["artists", "artworks", "auctions", "events", "galleries", "lots"])
def test_lists_open_to_visitors_with_an_etag(client, path):
    response = client.get(f"/api/v1/{path}/")
    assert response.status_code == 200
    assert response["ETag"]
    assert client.get(f"/api/v1/{path}/", headers={"if-none-match": response["ETag"]}).status_code == 304
