"""The straightened lines that micr-strips cut, what is printed on them, and what training does to them."""
import collections
import pathlib

import cv2
import numpy as np

from e13b_grid import SYMBOLS

HEIGHT_PX = 28
MOST_LINES_OF_A_KIND = 12  # however many near-duplicates there are of a real line, they weigh like this many
HALF_CELL_PX = 1.3  # one cell of E-13B on a strip


def read_labels(path, relabel=()):
    """The texts of a labels.tsv in its order, without spaces; `relabel` holds WRONG=RIGHT."""
    texts = [line.split("\t")[1].replace(" ", "") for line in pathlib.Path(path).read_text().splitlines()]
    for slip in relabel:
        texts = [text.replace(*slip.split("=")) for text in texts]
    return texts


class Strips:
    """Strip i: `pixels[i]` (28, width) of bytes, `text[i]`, and `image[i]`, its place in the list it came from."""

    def __init__(self, stem, texts=None):
        content = np.fromfile(f"{stem}.bin", np.uint8)
        self.pixels, self.text, self.image = [], [], []
        start = 0
        for row in pathlib.Path(f"{stem}.tsv").read_text().splitlines():
            image, width, _ = row.split("\t")
            end = start + HEIGHT_PX * int(width)
            self.pixels.append(content[start:end].reshape(HEIGHT_PX, int(width)))
            self.image.append(int(image))
            self.text.append(texts[int(image)] if texts else "")
            start = end


def targets(text):
    """Classes of the characters; 0 is "none"."""
    return [1 + SYMBOLS.index(symbol) for symbol in text]


def varied(pixels, random):
    """A strip as another print, placing and scan of the same line might have given it; 0 to 1."""
    ink = pixels.astype(np.float32) / 255
    ink = _placed(ink, random)
    if random.random() < 0.2:
        ink = _cut_at_the_ends(ink, random)
    for chance, fault in ((0.2, _with_strokes), (0.15, _with_neighbours), (0.15, _with_pieces), (0.1, _with_pen)):
        if random.random() < chance:
            ink = fault(ink, random)
    if random.random() < 0.25:
        ink = _struck_unevenly(ink, random)
    if random.random() < 0.3:
        ink = _heavier_or_lighter(ink, random)
    if random.random() < 0.3:
        level = random.uniform(0.25, 0.65)
        ink = cv2.GaussianBlur(np.clip((ink - level) * 4 + 0.5, 0, 1), (0, 0), random.uniform(0.4, 0.8))
    ink = ink * random.uniform(0.7, 1.1)
    if random.random() < 0.3:
        ink = ink + random.normal(0, random.uniform(0.01, 0.06), ink.shape).astype(np.float32)
    return np.clip(ink, 0, 1)


def _placed(ink, random):
    """Other scale, height and slope; a part may have another height, size and pitch, as fields of several passes do."""
    height, width = ink.shape
    scale_x, scale_y = np.exp(random.normal(0, 0.05)), np.exp(random.normal(0, 0.05))
    new_width = int(width * scale_x)
    beyond = new_width // 4  # what a part of another pitch may need on either side
    x, y = np.meshgrid(np.arange(-beyond, new_width + beyond, dtype=np.float32), np.arange(height, dtype=np.float32))
    shift = random.normal(0, 1.3) + random.normal(0, 0.5) * (x / max(1, new_width) - 0.5)
    from_x = x / scale_x
    if random.random() < 0.35:
        split = random.uniform(0, new_width)
        other = x > split if random.random() < 0.5 else x < split
        shift = shift + other * random.normal(0, 2.2)
        if random.random() < 0.5:
            size, pitch = np.clip(np.exp(random.normal(0, 0.12, 2)), 0.8, 1.25)
            scale_y = scale_y * np.where(other, size, 1)
            from_x = from_x + np.where(other, (x - split) * (pitch - 1) / scale_x, 0)
    inside = (from_x[0] >= 0) & (from_x[0] < width)
    slant = random.normal(0, 0.03)
    from_y = (y - height / 2 - shift) / scale_y + height / 2
    from_x = from_x + slant * (y - height / 2)
    placed = cv2.remap(ink, from_x.astype(np.float32), from_y.astype(np.float32), cv2.INTER_LINEAR)
    return np.ascontiguousarray(placed[:, inside])


def _inked_columns(ink):
    return np.flatnonzero(ink.max(axis=0) > 0.4)


def _cut_at_the_ends(ink, random):
    """The first or the last character has lost some of its width, less than would make it another."""
    columns = _inked_columns(ink)
    if len(columns) < 30:
        return ink
    ink, lost_px = ink.copy(), random.integers(1, 4)
    if random.random() < 0.5:
        ink[:, :columns[0] + lost_px] = 0
    else:
        ink[:, columns[-1] + 1 - lost_px:] = 0
    return ink


def _with_pieces(ink, random):
    """Beyond the ends, and in wide gaps, what is left of characters that the crop has cut, bars and pale rings."""
    height, width = ink.shape
    columns = _inked_columns(ink)
    if len(columns) < 30:
        return ink
    free = [x for x in range(2, width - 8) if not np.any((columns > x - 7) & (columns < x + 9))]
    if not free:
        return ink
    ink, x = ink.copy(), int(random.choice(free))
    kind, place = random.random(), ink[:, x:x + 6]
    if kind < 0.4:  # a sliver of another character of this line
        width_px = int(random.integers(1, 4))
        start = int(random.choice(columns[:-6]))
        np.maximum(place[:, :width_px], ink[:, start:start + width_px].copy(), out=place[:, :width_px])
    elif kind < 0.7:  # a bar
        top, thick_px = int(random.integers(0, 10)), int(random.integers(1, 4))
        place[top:int(random.integers(18, height)), :thick_px] = 1
    else:  # specks
        dots = (random.random(place.shape) < random.uniform(0.05, 0.25)).astype(np.float32)
        dots[:random.integers(0, 10)] = 0
        np.maximum(place, cv2.GaussianBlur(dots, (0, 0), 0.6) * 1.5, out=place)
    return ink


def _with_pen(ink, random):
    """A long thin stroke of a pen, through the line or beside it, a tail of a signature or a tick."""
    height, width = ink.shape
    x = float(random.uniform(0, width))
    y = float(random.uniform(-4, 8) if random.random() < 0.7 else random.uniform(16, 32))
    points = [(x, y)]
    slope, bend = random.normal(0, 0.6), random.normal(0, 0.03)
    for _ in range(int(random.integers(4, 25))):
        x, y, slope = x + 2, y + 2 * slope, slope + bend + random.normal(0, 0.05)
        points.append((x, y))
    ink = ink.copy()
    cv2.polylines(ink, [np.int32(np.array(points) * 8)], False, float(random.uniform(0.6, 1)),
                  int(random.integers(1, 3)), cv2.LINE_AA, 3)
    return ink


def _with_strokes(ink, random):
    """Short strokes and specks that are no characters, mostly beside the line; a bar at an end."""
    height, width = ink.shape
    ink = ink.copy()
    for _ in range(random.integers(1, 4)):
        x, black = random.integers(0, width), float(random.uniform(0.5, 1))
        if random.random() < 0.3:
            x = int(np.abs(random.normal(0, 10)))
            x = x if random.random() < 0.5 else width - 1 - x
            cv2.line(ink, (x, random.integers(0, 14)), (x, random.integers(14, height)), black, random.integers(1, 3))
            continue
        if random.random() < 0.3:  # a tick, as the foot of a letter above leaves it
            y, length = int(random.integers(0, 9)), int(random.integers(2, 9))
            cv2.line(ink, (int(x), y), (int(x) + length, y + int(random.integers(-3, 4))), black, random.integers(1, 3))
            continue
        y = random.integers(0, 8) if random.random() < 0.5 else random.integers(19, height)
        axes = int(random.integers(1, 9)), int(random.integers(0, 4))
        cv2.ellipse(ink, (int(x), int(y)), axes, float(random.uniform(-40, 40)), 0, float(random.uniform(60, 360)),
                    black, 1, cv2.LINE_AA)
    return ink


def _with_neighbours(ink, random):
    """The foot of a line above, the head of one below, or a rule."""
    height, width = ink.shape
    ink = ink.copy()
    rows = random.integers(1, 6)
    strip = (random.random((rows, width)) < 0.5).astype(np.float32)
    strip = cv2.GaussianBlur(strip, (0, 0), sigmaX=1.5, sigmaY=0.7) > 0.5 if random.random() < 0.6 else strip * 0 + 1
    start, end = np.sort(random.integers(0, width, 2))
    place = ink[:rows, start:end] if random.random() < 0.5 else ink[height - rows:, start:end]
    np.maximum(place, strip[:, start:end].astype(np.float32) * random.uniform(0.4, 1), out=place)
    return ink


def _struck_unevenly(ink, random):
    height, width = ink.shape
    if random.random() < 0.5:
        pitch_px = 9.615 * HALF_CELL_PX
        wave = np.cos(2 * np.pi * np.arange(width) / pitch_px + random.uniform(0, 6.3))
        weak = np.clip(random.uniform(0.5, 0.9) + random.uniform(0.2, 0.5) * wave, 0, 1)[None, :]
    else:
        middle, half = random.uniform(10, 18), random.uniform(0.7, 2)
        weak = 1 - random.uniform(0.3, 0.9) * np.exp(-((np.arange(height) - middle) / half) ** 2)[:, None]
    struck = ink * weak.astype(np.float32)
    return np.clip(struck * 3 - 0.8, 0, 1) if random.random() < 0.5 else struck


def _heavier_or_lighter(ink, random):
    share = random.uniform(0, 0.7)
    other = cv2.dilate(ink, np.ones((3, 3))) if random.random() < 0.6 else cv2.erode(ink, np.ones((2, 2)))
    return (1 - share) * ink + share * other


def folds_of_lines(texts):
    """Puts each real line into fold 0 or 1 so that lines of one account or bank never part.

    Lines that share seven characters in a row belong together. Returns (folds, how many lines belong together with
    each line).
    """
    parent = list(range(len(texts)))

    def root(line):
        while parent[line] != line:
            line = parent[line]
        return line
    seen = {}
    for line, text in enumerate(texts):
        text = text.replace("0000", "")
        for start in range(len(text) - 6):
            other = seen.setdefault(text[start:start + 7], line)
            parent[root(line)] = root(other)
    groups = [root(line) for line in range(len(texts))]
    sizes = collections.Counter(groups)
    fold, lines_in = {}, [0, 0]
    for group, size in sizes.most_common():
        fold[group] = int(lines_in[1] < lines_in[0])
        lines_in[fold[group]] += size
    return np.array([fold[group] for group in groups]), np.array([sizes[group] for group in groups])
