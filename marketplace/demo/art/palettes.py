"""The colours that a hand works with: a ground, a long ramp, a dark, a light, an accent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Palette:
    name: str
    ground: str
    ramp: tuple[str, ...]
    dark: str
    light: str
    accent: str

    @property
    def stops(self) -> list[str]:
        return list(self.ramp)


def _palette(*written: str) -> Palette:
    """As written below: name, ground, ramp, dark, light, accent; digits only."""
    name, ground, ramp, dark, light, accent = written
    return Palette(
        name, f"#{ground}", tuple(f"#{tone}" for tone in ramp.split()), f"#{dark}", f"#{light}", f"#{accent}"
    )


ALL: Final = {
    palette.name: palette
    for palette in (
        _palette(
            "courtyard",
            "E9DCC3",
            "0E2B33 12484B 2E7468 C9B98A E9B44C D9772B B5431F 6E1F1E 2B1420",
            "0E2B33",
            "F4EAD3",
            "B5431F",
        ),
        _palette("najd", "C9A26B", "5A1F1C 8E3B26 B9502A D9813F E7B65A F0D9A2", "3A1512", "F3E3BF", "B9502A"),
        _palette(
            "gulf", "D9D3C0", "0B2A33 0F3F48 1E5A60 4F8C88 A9C4B4 E3CFA9 EBA35C", "0B2A33", "EFE6D2", "D9772B"
        ),
        _palette(
            "madder",
            "EFE2CF",
            "3A0F1C 6E1F2C A3152B C8483C E58E6C F3C3A0 F6E9DA",
            "2B0D18",
            "F8EBDD",
            "A3152B",
        ),
        _palette(
            "henna", "E6D6BD", "2F1A12 5E3320 8A4B2A B0713F CFA06A E8CFA4", "24130D", "F4E7D0", "8E2F1F"
        ),
        _palette(
            "turquoise",
            "EDE6D6",
            "082F3A 0B5563 12808A 3FA9A5 8CCBC0 D6E6D6 E9C46A",
            "062029",
            "F3EFE2",
            "D98A1F",
        ),
        _palette(
            "indigo",
            "E8E2D4",
            "0B1230 182457 2A3F8F 5470B8 9DB0D6 E4DCC8 D7A86E",
            "090E26",
            "F1ECE0",
            "C9572E",
        ),
        _palette(
            "rose", "F3E3DA", "3D1430 6E2550 A8416F D77A90 EDB0AE F6D9CC EBC06D", "2C0E24", "FBEFE6", "8E3868"
        ),
        _palette(
            "oasis",
            "EADFC4",
            "13261C 1F4733 3E6B4C 7C9A62 BFBF7E E7C873 C9572E",
            "0E1C15",
            "F4ECD6",
            "C2571E",
        ),
        _palette(
            "salt", "EFEBE2", "2E2B29 5B5752 8C877E B9B2A5 D9D1C2 EFE8DA C8A27A", "1F1D1B", "FAF6EE", "B5431F"
        ),
        _palette(
            "night",
            "0E2230",
            "07131C 0E2A3B 1B4A5C 3A7183 86A8A6 E4D3A8 F0B445",
            "060E15",
            "F4E8CC",
            "F0B445",
        ),
        _palette(
            "ink", "F0E8D8", "15130F 2B2823 4A453C 8C8270 C9BDA4 EADFC8 B8431A", "15130F", "F7F0E1", "B8431A"
        ),
        _palette(
            "saffron",
            "F3E4C2",
            "5A2A0C 94470F C96F14 E59A2E F2BE55 F8DE9C FBF0D2",
            "3E1C08",
            "FDF5E0",
            "12484B",
        ),
        _palette(
            "mountain",
            "D8CDBB",
            "1E2730 3A4650 5E6B70 93928A C2B49C DDC7A0 B3664A",
            "161D24",
            "EFE7D8",
            "A8562F",
        ),
        _palette(
            "pearl",
            "EFE7E0",
            "3B3A4A 6A6A82 9C97AD CABFC6 E8D8D0 F5E9DF D9A48C",
            "2A2A38",
            "FBF5EF",
            "B5637A",
        ),
        _palette(
            "copper",
            "E3D2BC",
            "0F2A2A 1F4F4A 4B7F72 93A98C C98A5B A8552F 5A2417",
            "0B1D1D",
            "F2E5D2",
            "A8552F",
        ),
    )
}
