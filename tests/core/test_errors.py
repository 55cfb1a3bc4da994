"""Errors carry a code for machines and a sentence for people."""

from __future__ import annotations

import pickle

import pytest
from django.utils.translation import override

from core.errors import Busy, Conflict, Denied, NotFound, SoukError


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [
        (SoukError, "core.refused", 400),
        (Denied, "core.denied", 403),
        (NotFound, "core.not_found", 404),
        (Conflict, "core.conflict", 409),
        (Busy, "core.busy", 503),
    ],
)
def test_code_status_and_both_languages(kind, code, status):
    error = kind()
    assert (error.code, error.http_status) == (code, status)
    with override("en"):
        english = error.text
    with override("ar"):
        arabic = error.text
    assert english != arabic
    assert any("\u0600" <= letter <= "\u06ff" for letter in arabic)


class TooLow(SoukError):
    code = "test.too_low"
    message = "Bid %(least)s or more, 100%% sure."


def test_places_are_filled_and_the_error_survives_a_queue():
    error = TooLow(least="SAR 500")
    assert str(error) == error.text == "Bid SAR 500 or more, 100% sure."
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.text) == (TooLow, error.text)
