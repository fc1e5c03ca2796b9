"""Draws what the MICR classifier is trained on: E-13B lines, or the feet of pages that bear none.

Writes NNNNN.png, images.lst (one path a line) and labels.tsv (file, text; the text is empty for pages without a line).
The same seed draws the same images.
"""
import argparse
import pathlib
import random
import re
import string

import cv2
import numpy as np

import faults
from e13b_grid import PITCH_CELLS, RIGHT_MARGIN_CELLS, read_grid

PX_PER_CELL = 8  # of the drawing, before it is scanned
CELL_200DPI_PX = 2.6


def line_text(rng, digits="0123456789"):
    """The layouts of personal and business checks, of money orders, and characters in any order."""
    def number(length):
        zeros = rng.random() < 0.3  # amounts and accounts are full of them
        return "".join(rng.choice(digits[0] * 9 + digits if zeros else digits) for _ in range(length))

    def gap():
        return " " * rng.choice([1, 1, 1, 2, 3, 6])
    layout = rng.random()
    if layout < 0.35:
        return f"A{number(9)}A {number(rng.randint(6, 12))}C{gap()}{number(rng.randint(3, 5))}"
    if layout < 0.55:
        return (f"C{number(rng.randint(5, 8))}C A{number(9)}A{gap()}{number(rng.randint(4, 8))}"
                f"{rng.choice(['D', '', ' '])}{number(4)}C{gap() + number(2) if rng.random() < 0.3 else ''}")
    if layout < 0.65:
        return f"A{number(9)}A {number(11)}C"
    if layout < 0.75:
        return f"A{number(4)}D{number(4)}A{gap()}{number(3)}D{number(5)}D{number(4)}C {number(2)} B{number(10)}B"
    if layout < 0.85:
        return f"A{number(9)}A {number(10)}C{gap()}{number(4)}{gap()}B{number(10)}B"
    return "".join(rng.choice(digits + "ABCD") for _ in range(24))


def draw_field(text, grid, rng, stray_cells):
    """Ink of characters, 0 to 255, on a whole field each; ink spreads or fails."""
    height, width = 19 * PX_PER_CELL, int((len(text) * PITCH_CELLS + 2) * PX_PER_CELL)
    ink = np.zeros((height, width), np.uint8)
    for place, symbol in enumerate(text):
        top, cells = grid[symbol]
        rows, columns = cells.shape
        right_cells = 1 + (place + 1) * PITCH_CELLS - RIGHT_MARGIN_CELLS + rng.gauss(0, stray_cells)
        x = int(round((right_cells - columns) * PX_PER_CELL))
        y = int(round((5 + top + rng.gauss(0, stray_cells)) * PX_PER_CELL))
        ink[y:y + rows * PX_PER_CELL, x:x + columns * PX_PER_CELL] |= cv2.resize(
            cells * 255, (columns * PX_PER_CELL, rows * PX_PER_CELL), interpolation=cv2.INTER_NEAREST)
    round_corner = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (PX_PER_CELL - 1, PX_PER_CELL - 1))
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, round_corner)


def spread(ink, spread_cells, lopsided_cells):
    for across, cells in ((True, spread_cells + lopsided_cells), (False, spread_cells - lopsided_cells)):
        radius_px = int(round(abs(cells) * PX_PER_CELL))
        if radius_px:
            size = (2 * radius_px + 1, 1) if across else (1, 2 * radius_px + 1)
            kernel = cv2.getStructuringElement(cv2.MORPH_RECT, size)
            ink = (cv2.dilate if cells > 0 else cv2.erode)(ink, kernel)
    return ink


def draw_line(text, grid, rng):
    """Ink of a line, 0 to 255, with printing tolerances: characters stand off their places, ink spreads or fails.

    Of some lines the fields were printed in several passes, each with its own height, size and weight.
    """
    height, width = 25 * PX_PER_CELL, int((len(text) * PITCH_CELLS * 1.25 + 10) * PX_PER_CELL)
    ink = np.zeros((height, width), np.uint8)
    stray_cells, passes = rng.choice([0.05, 0.12, 0.25]), rng.random() < 0.35
    amount = rng.choice([0, 0, rng.uniform(-0.3, 0.7)]), rng.uniform(-0.15, 0.15)
    left = 4 * PX_PER_CELL
    for field in re.findall(r" +|[^ ]+", text):
        if field[0] == " ":
            left += int(len(field) * PITCH_CELLS * PX_PER_CELL)
            continue
        drawn = spread(draw_field(field, grid, rng, stray_cells), *amount)
        top = 3 * PX_PER_CELL
        if passes and rng.random() < 0.5:
            size = rng.uniform(0.82, 1.18) if rng.random() < 0.4 else 1
            drawn = cv2.resize(drawn, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
            drawn = spread(drawn, rng.uniform(-0.25, 0.3), 0)
            top += int(rng.gauss(0, 1.6) * PX_PER_CELL)
        top = min(max(0, top), height - drawn.shape[0])
        place = ink[top:top + drawn.shape[0], left:left + drawn.shape[1]]
        np.maximum(place, drawn[:, :place.shape[1]], out=place)
        left += drawn.shape[1] - 2 * PX_PER_CELL
    return ink[:, :left + 6 * PX_PER_CELL]


def at_scanner(ink, cell_px, rng):
    """Brings a drawing to the scanner's resolution; across and along the feed it may differ by some percent."""
    scale, feed = cell_px / PX_PER_CELL, rng.uniform(-0.03, 0.03)
    small = cv2.resize(ink, None, fx=scale * (1 + feed), fy=scale * (1 - feed), interpolation=cv2.INTER_AREA)
    return small.astype(np.float32) / 255


def draw_print(rng):
    """A row of print in an outline type of any kind and size that stands in the height of a MICR line or near it."""
    letters = rng.choice(["0123456789", "0123456789-/.$", string.ascii_uppercase + " ", string.ascii_lowercase + " ,"])
    text = "".join(rng.choice(letters) for _ in range(rng.randint(8, 45)))
    face = rng.choice([cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX,
                       cv2.FONT_HERSHEY_TRIPLEX, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, cv2.FONT_HERSHEY_SCRIPT_COMPLEX])
    face |= rng.choice([0, 0, cv2.FONT_ITALIC])
    scale, weight = rng.uniform(2.2, 4.2), rng.choice([3, 6, 9, 14])
    (width, height), base = cv2.getTextSize(text, face, scale, weight)
    ink = np.zeros((height + base + 40, width + 40), np.uint8)
    cv2.putText(ink, text, (20, height + 20), face, scale, 255, weight, cv2.LINE_AA)
    return ink


def draw_scrawl(rng):
    """Strokes of a pen that loop along a row, as a signature does."""
    width, height = rng.randint(1200, 4000), rng.randint(90, 200)
    steps = np.arange(0, width, 12)
    waves = [(rng.uniform(10, 60), rng.uniform(0, 6.3), rng.uniform(0.1, 0.45)) for _ in range(3)]
    y = height / 2 + sum(a * height * np.sin(steps / length + phase) / 3 for length, phase, a in waves)
    x = steps + 20 * np.sin(steps / rng.uniform(15, 50))
    ink = np.zeros((height, width), np.uint8)
    cv2.polylines(ink, [np.stack([x, y], 1).astype(np.int32)], False, 255, rng.randint(4, 16), cv2.LINE_AA)
    return ink


def draw_bars(rng):
    """Bars and blocks in a row: postal codes, borders, ornaments."""
    width, height = rng.randint(1200, 4000), rng.randint(60, 110)
    ink = np.zeros((height, width), np.uint8)
    x = 0
    while x < width:
        bar, top = rng.choice([8, 16, 24, 40]), rng.choice([0, 0, height // 3, height // 2])
        ink[top:height - rng.choice([0, 0, height // 3]), x:x + bar] = 255
        x += bar + rng.choice([8, 16, 24, 40, 60])
    return ink


def draw_turned_line(grid, rng):
    """A MICR line on its head or seen in a mirror, but for the characters that are then themselves or nearly so."""
    if rng.random() < 0.7:
        return cv2.rotate(draw_line(line_text(rng, "1347").translate(str.maketrans("BD", "  ")), grid, rng), cv2.ROTATE_180)
    return cv2.flip(draw_line(line_text(rng, "34679").translate(str.maketrans("BD", "  ")), grid, rng), 1)


def draw_page_without_line(grid, rng):
    """The foot of a page, 6 in wide and 1.1 in high: a few rows of marks that are no E-13B."""
    page = np.zeros((220, 1200), np.float32)
    for _ in range(rng.randint(1, 3)):
        draw = rng.choice([draw_print, draw_print, draw_scrawl, draw_bars, None])
        row = draw_turned_line(grid, rng) if draw is None else draw(rng)
        row = at_scanner(row, CELL_200DPI_PX * rng.uniform(0.75, 1.3), rng)[:200, :1100]
        y, x = rng.randint(0, 220 - row.shape[0]), rng.randint(0, 1200 - row.shape[1])
        page[y:y + row.shape[0], x:x + row.shape[1]] = np.maximum(page[y:y + row.shape[0], x:x + row.shape[1]], row)
    return page


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("kind", choices=["lines", "none"])
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("--grid", type=pathlib.Path, required=True, help="ocr/e13b.cpp")
    arguments.add_argument("--count", type=int, required=True)
    arguments.add_argument("--seed", type=int, default=11)
    options = arguments.parse_args()
    grid = read_grid(options.grid.read_text())
    rng, noise = random.Random(options.seed), np.random.default_rng(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "labels.tsv").open("w") as labels, (options.out / "images.lst").open("w") as images:
        for number in range(options.count):
            text = ""
            if options.kind == "lines":
                text = line_text(rng)
                cell_px = rng.choice([CELL_200DPI_PX] * 4 + [rng.uniform(2.0, 3.9)])
                ink = at_scanner(draw_line(text, grid, rng), cell_px, rng)
            else:
                ink = draw_page_without_line(grid, rng)
            path = options.out / f"{number:05d}.png"
            cv2.imwrite(str(path), faults.scan(ink, rng, noise))
            labels.write(f"{path.name}\t{text}\n")
            images.write(f"{path.resolve()}\n")


if __name__ == "__main__":
    cv2.setNumThreads(1)
    main()
