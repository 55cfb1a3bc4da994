"""The generators: each draws, in every palette it is given, the same picture for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from marketplace.demo import corpus, plan, render
from marketplace.demo.plan import Picture

FAMILIES = sorted(corpus.families())


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_draws_the_same_again(family):
    picture = Picture(family, "courtyard", 7, 200, 260)
    first, second = render.draw(picture), render.draw(picture)
    assert first.size == (200, 260)
    assert first.tobytes() == second.tobytes()
    assert np.asarray(first).std() > 8  # something is there to be seen


@pytest.mark.parametrize("family", FAMILIES)
def test_another_seed_is_another_picture(family):
    one, other = (render.draw(Picture(family, "night", seed, 160, 120)) for seed in (1, 2))
    assert one.tobytes() != other.tobytes()


@pytest.mark.parametrize("size", [(64, 64), (400, 60), (60, 400)])
@pytest.mark.parametrize("family", FAMILIES)
def test_extreme_formats(family, size):
    assert render.draw(Picture(family, "gulf", 3, *size)).size == size


def test_the_hero_is_drawn_with_large_stars():
    hero = plan.make(pixels=320).works[0].picture
    assert (hero.width, hero.height, hero.cells) == (512, 235, 12.0)
    assert render.draw(hero).size == (512, 235)


def test_a_picture_is_drawn_once(tmp_path):
    picture = Picture("rings", "ink", 1, 80, 80)
    path = render.drawn(picture, tmp_path)
    stamp = path.stat().st_mtime_ns
    assert render.drawn(picture, tmp_path) == path
    assert path.stat().st_mtime_ns == stamp
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("worth", [0, 4_000_000])
def test_what_is_missing_is_drawn_in_order(tmp_path, monkeypatch, worth):
    monkeypatch.setattr(render, "WORTH_A_PROCESS", worth)
    pictures = [Picture("rings", "ink", seed, 80, 80) for seed in (1, 2, 3)]
    render.drawn(pictures[1], tmp_path)
    with render.gallery(pictures, tmp_path) as futures:
        paths = [future.result(60) for future in futures]
    assert [path.name for path in paths] == [render.name_of(picture) for picture in pictures]
    assert all(path.exists() for path in paths)
