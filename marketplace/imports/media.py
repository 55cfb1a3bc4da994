"""The thousands of ways to write a medium, brought under a few groups by plain rules, in both scripts.

Pure. The text itself is kept as it was written; the group and the category are what the filters count.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from marketplace.enums import Category, MediumGroup

G, C = MediumGroup, Category

# Strongest first: where a text names two techniques ("oil and graphite"), the earlier rule names the work.
RULES: Final[tuple[tuple[MediumGroup, str, str], ...]] = (
    (
        G.SCREEN,
        r"video film projection slide lightbox transparenc neon fluorescent monitor software hologra",
        "فيديو فيلم نيون",
    ),
    (
        G.PHOTOGRAPH,
        (
            r"photograph gelatin cibachrome daguerreotype albumen c-?type chromogenic polaroid platinum\sprint"
            r" archival inkjet giclee blueprint cyanotype"
        ),
        r"تصوير صورة\sفوتوغرافية طباعة\sأرشيفية",
    ),
    (G.SCREENPRINT, r"screen-?\s?print serigraph silkscreen", r"شاشة\sحريرية سكرين"),
    (G.LITHOGRAPH, r"lithograph offset", r"ليثوغراف طباعة\sحجرية"),
    (
        G.RELIEF_PRINT,
        r"wood[-\s]?(?:cut|engrav) linocut lino\sblock relief\sprint letterpress block\sprint",
        r"حفر\sعلى\sخشب لينوليوم",
    ),
    (
        G.ETCHING,
        r"etching engrav aquatint mezzotint drypoint intaglio photogravure stipple",
        r"حفر نقش\sعلى\sنحاس",
    ),
    (G.OTHER_PRINT, r"\bprint(?!ed\spaper) monotype monoprint poster xerox photocop", "طباعة مونوتايب"),
    (G.OIL, r"\boils?\b(?!\s(?:pastel|stick|crayon))", "زيت"),
    (
        G.ACRYLIC,
        r"acryl emulsion household\spaint enamel\spaint alkyd",
        "اكريليك أكريليك أكرليك طلاء",
    ),
    (
        G.TEMPERA,
        r"tempera fresco encaustic pigment gold\sleaf gesso casein distemper \benamel\b",
        r"تمبرا صبغ أصباغ ورق\sذهب تذهيب مينا",
    ),
    (G.WATERCOLOUR, r"watercolou?r gouache bodycolou?r wash", "مائية غواش جواش"),
    (G.INK, r"\bink\b \bpen\b", "حبر أحبار"),
    (
        G.DRAWING,
        r"graphite pencil chalk charcoal pastel crayon silverpoint drawing",
        "رصاص فحم باستيل طباشير",
    ),
    (
        G.CLAY,
        r"ceramic stoneware porcelain earthenware terracotta clay glass pottery",
        "خزف فخار بورسلان طين زجاج سيراميك",
    ),
    (
        G.FIBRE,
        r"textile tapestry \bfabric wool \bsilk\b cotton felt thread fibre carpet",
        "نسيج صوف حرير قطن سجاد سدو تطريز",
    ),
    (
        G.METAL,
        r"bronze steel iron brass copper aluminium \blead\b metal silver \btin\b",
        "برونز حديد نحاس فولاذ ألمنيوم معدن فضة",
    ),
    (
        G.STONE,
        r"marble stone plaster granite alabaster slate concrete cement",
        "رخام حجر جبس غرانيت جرانيت خرسانة",
    ),
    (G.WOOD, r"\bwood(?:en)?\b oak mahogany walnut plywood \bpine\b", "خشب"),
)
_COMPILED = tuple(
    (group, re.compile("|".join(f"{latin} {arabic}".split()))) for group, latin, arabic in RULES
)
_MIXED = re.compile(
    r"mixed media|collage|assemblage|various materials|مواد مختلطة|وسائط متعددة|خامات متعددة|كولاج"
)
_SUPPORT = re.compile(r"\s+(?:on|على)\s+", re.IGNORECASE)
_FLAT = re.compile(r"canvas|linen|panel|board|plywood|oak|mahogany|قماش|كتان|لوح")
_PAPER = re.compile(r"paper|card|parchment|vellum|ورق|كرتون")

PAINT = frozenset({G.OIL, G.ACRYLIC, G.TEMPERA})
DRAWN = frozenset({G.WATERCOLOUR, G.INK, G.DRAWING})
PRINTED = frozenset({G.SCREENPRINT, G.LITHOGRAPH, G.ETCHING, G.RELIEF_PRINT, G.OTHER_PRINT})
SOLID = frozenset({G.METAL, G.STONE, G.WOOD})
FAMILIES: Final = (PAINT, DRAWN, PRINTED, SOLID, {G.CLAY}, {G.FIBRE}, {G.PHOTOGRAPH}, {G.SCREEN})

CLASSIFICATIONS: Final[dict[str, Category]] = {
    "on paper, unique": C.WORK_ON_PAPER,
    "on paper, print": C.PRINT,
    "relief": C.SCULPTURE,
    "block for printing": C.OTHER,
    "time-based media": C.NEW_MEDIA,
    "supporting material": C.OTHER,
    "drawing": C.WORK_ON_PAPER,
    "work on paper": C.WORK_ON_PAPER,
    "works on paper": C.WORK_ON_PAPER,
    "paintings": C.PAINTING,
    "prints": C.PRINT,
    "photograph": C.PHOTOGRAPHY,
    "photographs": C.PHOTOGRAPHY,
    "sculptures": C.SCULPTURE,
    "ceramic": C.CERAMICS,
    "glass": C.CERAMICS,
    "textiles": C.TEXTILE,
    "video": C.NEW_MEDIA,
    "film": C.NEW_MEDIA,
    "new media": C.NEW_MEDIA,
    "digital": C.NEW_MEDIA,
    "لوحة": C.PAINTING,
    "لوحات": C.PAINTING,
    "رسم": C.WORK_ON_PAPER,
    "أعمال على ورق": C.WORK_ON_PAPER,
    "عمل على ورق": C.WORK_ON_PAPER,
    "طباعة": C.PRINT,
    "تصوير": C.PHOTOGRAPHY,
    "تصوير فوتوغرافي": C.PHOTOGRAPHY,
    "خط": C.CALLIGRAPHY,
    "خط عربي": C.CALLIGRAPHY,
    "نحت": C.SCULPTURE,
    "خزف": C.CERAMICS,
    "نسيج": C.TEXTILE,
    "تركيب": C.INSTALLATION,
    "وسائط جديدة": C.NEW_MEDIA,
}
_BY_NAME = {category.value: category for category in C} | CLASSIFICATIONS


class Medium(NamedTuple):
    group: MediumGroup
    materials: str


@lru_cache(maxsize=8192)
def read_medium(text: str) -> Medium:
    """The group, and what the work is made on or of ("canvas" of "Oil paint on canvas")."""
    front = re.split(r"verso|\.\s", text, maxsplit=1, flags=re.IGNORECASE)[0].strip()
    parts = _SUPPORT.split(front, maxsplit=1)
    materials = parts[1].strip() if len(parts) > 1 else ""
    lower = front.lower()
    if _MIXED.search(lower):
        return Medium(G.MIXED, materials)
    found = _groups(parts[0].lower()) or _groups(lower)
    return Medium(_one(found), materials)


def _groups(text: str) -> list[MediumGroup]:
    return [group for group, pattern in _COMPILED if pattern.search(text)]


def _one(found: list[MediumGroup]) -> MediumGroup:
    """The strongest; three families at once are mixed media."""
    if found and found[0] in {G.PHOTOGRAPH, G.SCREEN}:
        found = [group for group in found if group not in PRINTED | {G.METAL, G.TEMPERA}]  # silver print
    families = sum(1 for family in FAMILIES if family.intersection(found))
    if families >= 3:  # noqa: PLR2004
        return G.MIXED
    return found[0] if found else G.OTHER


def category_named(text: str) -> Category | None:
    """What a sheet calls the kind of work, in both languages; None when unknown."""
    return _BY_NAME.get(text.strip().lower())


@lru_cache(maxsize=8192)
def category_of(medium: str, named: Category | None = None) -> Category:
    """The sheet's own word holds, save that a photograph is no print and a film no sculpture."""
    group = read_medium(medium).group
    if group is G.PHOTOGRAPH and named in {None, C.PRINT, C.WORK_ON_PAPER}:
        return C.PHOTOGRAPHY
    if group is G.SCREEN and named in {None, C.OTHER}:
        return C.NEW_MEDIA
    return named or _by_group(group, medium.lower())


def _by_group(group: MediumGroup, text: str) -> Category:
    if group in PRINTED:
        return C.PRINT
    if group in SOLID:
        return C.SCULPTURE
    if group in DRAWN:
        return C.PAINTING if _FLAT.search(text) and not _PAPER.search(text) else C.WORK_ON_PAPER
    if group in PAINT:
        return C.PAINTING
    if group is G.MIXED and _FLAT.search(text):
        return C.PAINTING
    return {G.CLAY: C.CERAMICS, G.FIBRE: C.TEXTILE, G.PHOTOGRAPH: C.PHOTOGRAPHY, G.SCREEN: C.NEW_MEDIA}.get(
        group, C.OTHER
    )
