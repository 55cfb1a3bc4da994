"""Eight-pointed stars and crosses, each cut into facets that catch one light: a courtyard floor seen from above."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from marketplace.demo.art.canvas import (
    Plane,
    Point,
    Rng,
    chance,
    drawing,
    fill,
    finished,
    mix,
    noise,
    on_canvas,
    ramp,
    settle,
)
from marketplace.demo.art.palettes import Palette

EIGHTH = math.pi / 4
MIDDLE = 0.5
INNER = math.cos(EIGHTH) / math.cos(EIGHTH / 2)  # radius of the notches of {8/2}, of a star of radius one


class Floor:
    """One floor of stars: where the light comes from, how colour runs over it."""

    def __init__(self, rng: Rng, palette: Palette, size: tuple[int, int], cells: float) -> None:
        self.rng, self.palette, self.size = rng, palette, size
        self.sheet, self.pen = drawing(size, palette.ground)
        self.width, self.height = self.sheet.size
        self.cell = max(self.width, self.height) / cells
        self.cloud = noise(rng, (64, 64), 0.3)
        angle = rng.uniform(0, 2 * math.pi)
        self.run = math.cos(angle), math.sin(angle)
        self.round = chance(rng, 0.4)
        self.worn = rng.uniform(0.02, 0.1)
        light = rng.uniform(-2.6, -1.4)
        self.light = math.cos(light), math.sin(light)

    def place(self, x: float, y: float) -> float:
        """Where along the palette this place lies."""
        u, v = x / self.width - 0.5, y / self.height - 0.5
        flow = math.hypot(u, v) * 1.5 if self.round else 0.5 + u * self.run[0] + v * self.run[1] * 0.8
        row, column = int(min(max(v + 0.5, 0), 0.98) * 64), int(min(max(u + 0.5, 0), 0.98) * 64)
        return flow + 0.09 * float(self.cloud[row, column]) + float(self.rng.normal(0, 0.025))

    def tone(self, place: float) -> Plane:
        if self.rng.random() < self.worn:
            return mix(self.palette.ground, self.palette.dark, 0.12)
        return ramp(self.palette.stops, min(max(place, 0.0), 1.0))

    def facet(self, points: list[Point], tone: Plane, centre: Point, depth: float) -> None:
        x = sum(point[0] for point in points) / len(points) - centre[0]
        y = sum(point[1] for point in points) / len(points) - centre[1]
        away = math.hypot(x, y) or 1.0
        lit = (x * self.light[0] + y * self.light[1]) / away * depth + float(self.rng.uniform(-0.035, 0.035))
        self.pen.polygon(points, fill=fill(tone * (1 + lit) + 12 * lit))

    def star(self, centre: Point) -> None:
        outer, notch = self.cell / 2, self.cell / 2 * INNER
        place = self.place(*centre)
        tone = self.tone(place)
        tips = [around(centre, outer, k * EIGHTH) for k in range(8)]
        notches = [around(centre, notch, (k + 0.5) * EIGHTH) for k in range(8)]
        for k in range(8):
            self.facet([centre, notches[k - 1], tips[k]], tone, centre, 0.34)
            self.facet([centre, tips[k], notches[k]], mix(tone, self.palette.light, 0.1), centre, 0.34)
        if chance(self.rng, 0.5):
            heart = self.tone(1 - place * 0.9)
            for k in range(8):
                pair = [around(centre, notch * 0.5, (k + half) * EIGHTH) for half in (0.5, 1.5)]
                self.facet([centre, *pair], heart, centre, 0.26)

    def cross(self, centre: Point) -> None:
        """What four neighbouring stars leave between them."""
        half, outer, notch = self.cell / 2, self.cell / 2, self.cell / 2 * INNER
        points = [around(centre, half, k * math.pi / 2) for k in range(4)]
        for k in range(4):
            corner = around(centre, half * math.sqrt(2), (k + 0.5) * math.pi / 2)
            facing = (k + 0.5) * math.pi / 2 + math.pi
            points += [
                around(corner, radius, facing + turn * EIGHTH)
                for radius, turn in ((notch, -0.5), (outer, 0), (notch, 0.5))
            ]
        points.sort(key=lambda point: math.atan2(point[1] - centre[1], point[0] - centre[0]))
        place = self.place(*centre)
        tone = ramp(self.palette.stops, place * 0.85 + 0.32 if place < MIDDLE else place * 0.9 - 0.28)
        tone = mix(tone, self.palette.ground, 0.22 if chance(self.rng, 0.75) else 0.8)
        for k, point in enumerate(points):
            self.facet([centre, point, points[(k + 1) % len(points)]], tone, centre, 0.2)


def around(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def draw(rng: Rng, palette: Palette, size: tuple[int, int], cells: float | None = None) -> Image.Image:
    floor = Floor(rng, palette, size, cells or float(rng.uniform(7, 13)))
    cell = floor.cell
    shift = float(rng.uniform(0, 1)) * cell * 0.5
    for row in range(-1, int(floor.height / cell) + 2):
        for column in range(-1, int(floor.width / cell) + 2):
            x, y = (column + 0.5) * cell - shift, (row + 0.5) * cell - shift
            floor.star((x, y))
            floor.cross((x + cell / 2, y + cell / 2))
    picture = settle(floor.sheet, size)
    return finished(on_canvas(np.asarray(picture), rng, 1.1))
