"""Wrong settings are told at the start."""

from __future__ import annotations

from typing import Any

import pytest

from mailing import checks


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"MAIL_PROVIDER": "pigeon"}, ["mailing.E001"]),
        ({"MAIL_PROVIDER": "sendgrid", "SENDGRID_API_KEY": ""}, ["mailing.E002"]),
        ({"MAIL_PROVIDER": "sendgrid", "SENDGRID_API_KEY": "SG.x"}, []),
        ({"SENDGRID_TIMEOUT": 36}, ["mailing.E003"]),
        ({"SENDGRID_TIMEOUT": 35}, []),
    ],
)
def test_each_wrong_setting_has_its_own_id(settings: Any, given: dict[str, Any], expected: list[str]) -> None:
    for name, value in given.items():
        setattr(settings, name, value)
    found = [*checks.provider_is_known(), *checks.lease_outlasts_a_batch()]
    assert [message.id for message in found] == expected
