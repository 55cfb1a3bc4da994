from __future__ import annotations

import pytest

from marketplace.imports.artists import turned


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("Turner, Joseph Mallord William", "Joseph Mallord William Turner"),
        ("Alken, Samuel, Senior", "Samuel Alken, Senior"),
        ("Aylesford, Heneage Finch, Fifth Earl of", "Heneage Finch, Fifth Earl of Aylesford"),
        ("Absalon", "Absalon"),
        ("Art & Language (Ian Burn, 1939-1993; Mel Ramsden, born 1944)",) * 2,
    ],
)
def test_the_family_name_goes_last(listed, name):
    assert turned(listed) == name
