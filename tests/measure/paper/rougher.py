"""Distortions that the reader was never tuned on: what else happens to paper before it is a file.

Folds, dust, a stripe from a dirty scanner glass, a moving hand, coloured paper, a copy of a copy, a
bulging lens, a stain. Each page gets two or three of them on top of an ordinary scan.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from tests.measure.paper.simulator import PX, Picture, Random, phone, scanner


def folded(page: Picture, random: Random) -> Picture:
    """Folded in three for an envelope: dark and light beside each fold, and paper that jumps there."""
    height = page.shape[0]
    out = page.astype(np.float32)
    rows = np.arange(height)
    for part in (1 / 3, 2 / 3):
        at = height * (part + random.uniform(-0.04, 0.04))
        away = (rows - at) / (PX * random.uniform(0.4, 1.2))
        out -= (random.uniform(15, 60) * np.exp(-(away**2)))[:, None]
        out += (random.uniform(0, 25) * np.exp(-((away - 2) ** 2)))[:, None]
    return np.clip(out, 0, 255).astype(np.uint8)


def dusty(page: Picture, random: Random) -> Picture:
    out = page.copy()
    height, width = page.shape
    for _ in range(int(random.integers(60, 300))):
        at = int(random.integers(width)), int(random.integers(height))
        size = int(random.integers(1, 4))
        cv2.circle(out, at, size, int(random.integers(40, 200)), -1, cv2.LINE_AA)
    return out


def striped(page: Picture, random: Random) -> Picture:
    """A thin stripe over the whole length, from a speck on the glass of a feeder."""
    out = page.astype(np.float32)
    for _ in range(int(random.integers(1, 4))):
        x = int(random.integers(page.shape[1] - 3))
        out[:, x : x + int(random.integers(1, 4))] -= random.uniform(15, 70)
    return np.clip(out, 0, 255).astype(np.uint8)


def shaken(page: Picture, random: Random) -> Picture:
    size = int(random.integers(5, 10))
    kernel = np.zeros((size, size), np.float32)
    kernel[size // 2] = 1 / size
    turn = cv2.getRotationMatrix2D((size / 2 - 0.5, size / 2 - 0.5), random.uniform(0, 180), 1)
    kernel = cv2.warpAffine(kernel, turn, (size, size))
    return cv2.filter2D(page, -1, kernel / kernel.sum())


def coloured(page: Picture, random: Random) -> Picture:
    """Recycled or pastel paper, and another curve of light."""
    light = (page / 255.0) ** random.uniform(0.7, 1.5) * random.uniform(0.6, 0.9)
    grain = cv2.GaussianBlur(random.normal(0, 1, page.shape).astype(np.float32), (0, 0), 3) * 0.12
    return np.clip((light + grain * 0.3) * 255, 0, 255).astype(np.uint8)


def copied(page: Picture, random: Random) -> Picture:
    """Through the copier first: harder contrast, speckles, a little larger or smaller."""
    soft = cv2.GaussianBlur(page, (0, 0), random.uniform(0.8, 1.6)).astype(np.float32)
    hard = (soft - 128) * random.uniform(1.05, 1.35) + 128 + random.uniform(0, 20)
    hard = np.clip(hard, 0, 255).astype(np.uint8)
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), random.uniform(-1, 1), 1.0)
    matrix[:, :2] *= random.uniform(0.96, 1.0)
    matrix[:, 2] += np.array([width, height]) * 0.02
    return cv2.warpAffine(hard, matrix, (width, height), borderValue=255)


def bulged(page: Picture, random: Random) -> Picture:
    height, width = page.shape
    lens = np.array([[width, 0, width / 2], [0, width, height / 2], [0, 0, 1.0]])
    bend = np.array([random.uniform(-0.03, 0.03), 0, 0, 0])
    return cv2.undistort(page, lens, bend)


def stained(page: Picture, random: Random) -> Picture:
    """A ring of coffee somewhere."""
    out = np.full(page.shape, 255, np.uint8)
    at = int(random.integers(page.shape[1])), int(random.integers(page.shape[0]))
    cv2.circle(out, at, int(35 * PX), int(random.integers(150, 215)), int(3 * PX), cv2.LINE_AA)
    out = cv2.GaussianBlur(out, (0, 0), 8)
    return (page.astype(np.float32) * out / 255).astype(np.uint8)


ALL: list[Callable[[Picture, Random], Picture]] = [
    folded, dusty, striped, shaken, coloured, copied, bulged, stained,
]  # fmt: skip


def rougher(page: Picture, random: Random) -> bytes:
    """Two or three of these, then a scanner or a telephone."""
    chosen = random.choice(len(ALL), int(random.integers(2, 4)), replace=False)
    for number in chosen:
        page = ALL[int(number)](page, random)
    return (scanner if random.random() < 0.5 else phone)(page, random)
