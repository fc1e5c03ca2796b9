"""The paper of checks and what is printed on it: shades, security patterns, rules, boxes, print that looks in."""

import cv2
import numpy as np
from PIL import Image, ImageDraw

PRINTED = "DOLLARS|DATE|PAY TO THE ORDER OF|MEMO|FOR|Dollars|Security features included|AMOUNT|Member ID|THE SUM OF|VOID AFTER 90 DAYS|$".split("|")


def printed(rng, fonts, text, height):
    """A printed text as ink, cropped."""
    font = rng.choice(fonts).font
    left, top, right, bottom = font.getbbox(text)
    image = Image.new("L", (max(1, right - left), max(1, bottom - top)), 0)
    ImageDraw.Draw(image).text((-left, -top), text, 255, font=font)
    size = height / max(1, bottom - top)
    return cv2.resize(np.asarray(image), None, fx=size, fy=size, interpolation=cv2.INTER_AREA)


def wave(rng, xs, ys, period):
    angle = rng.uniform(0, 3.14)
    along = xs * np.cos(angle) + ys * np.sin(angle)
    across = ys * np.cos(angle) - xs * np.sin(angle)
    return np.sin((along + rng.uniform(0, 8) * np.sin(across / rng.uniform(8, 40))) * 6.28 / period)


def tiled(rng, h, w, fonts):
    """A word in small print all over the sheet."""
    tile = printed(rng, fonts, rng.choice(PRINTED), rng.uniform(4, 14))
    tile = np.pad(tile, ((rng.randint(1, 8), 0), (rng.randint(2, 12), 0)))
    rows = [np.roll(np.tile(tile, (1, w // tile.shape[1] + 2)), rng.randint(0, tile.shape[1]), 1)[:, :w]
            for _ in range(h // tile.shape[0] + 1)]
    return np.vstack(rows)[:h].astype(np.float32) / 255


def sheet(rng, h, w, fonts):
    """Gray levels of an empty sheet."""
    noise = np.random.default_rng(rng.getrandbits(32))
    level = rng.uniform(170, 255) if rng.random() < 0.8 else rng.uniform(120, 200)
    gray = np.full((h, w), level, np.float32)
    xs, ys = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    kind = rng.random()
    if kind < 0.25:
        pass
    elif kind < 0.42:
        gray += rng.uniform(3, 24) * wave(rng, xs, ys, rng.uniform(5, 30))
    elif kind < 0.57:  # the lattice of a guilloche
        gray += rng.uniform(4, 26) * wave(rng, xs, ys, rng.uniform(5, 22)) * wave(rng, xs, ys, rng.uniform(5, 22))
    elif kind < 0.67:
        gray -= rng.uniform(5, 40) * tiled(rng, h, w, fonts)
    elif kind < 0.85:
        spots = cv2.GaussianBlur(noise.normal(0, 1, (h, w)).astype(np.float32), (0, 0), rng.uniform(2, 14))
        gray += rng.uniform(4, 26) * spots / (spots.std() + 1e-6)
    else:
        gray += rng.uniform(-35, 35) * (xs / max(1, w) - 0.5) + rng.uniform(-25, 25) * (ys / max(1, h) - 0.5)
    return gray + noise.normal(0, rng.uniform(0, 6), (h, w))


def furniture(rng, h, w, writing, boxes, fonts):
    """Rules, boxes, fill lines and print around and through the writing, as ink. `writing`: its top, bottom, left, right."""
    top, bottom, left, right = writing
    layer = np.zeros((h, w), np.uint8)
    if rng.random() < 0.42:
        rule(rng, layer, int(bottom + rng.uniform(-0.3, 0.15) * (bottom - top)))
    if rng.random() < 0.07:  # written high or low, or over two rules
        rule(rng, layer, int(top + rng.uniform(0, 1) * (bottom - top)))
    if boxes and rng.random() < 0.22:
        tall = bottom - top  # the writing may cross the sides of its box
        cv2.rectangle(layer, (max(0, left - rng.randint(0, 20)), max(0, top + int(rng.uniform(-0.3, 0.12) * tall))),
                      (min(w - 1, right + rng.randint(2, 24)), min(h - 1, bottom + int(rng.uniform(-0.12, 0.3) * tall))),
                      255, rng.choice([1, 2, 3]))
    if boxes and rng.random() < 0.06:
        x = rng.randint(0, w)
        cv2.line(layer, (x, 0), (x, h), 200, 1)
    if rng.random() < 0.14:
        fill_line(rng, layer, right + 6, w, (top + bottom) // 2)
    if rng.random() < 0.1:
        looking_in(rng, layer, fonts)
    if boxes and left > 14 and rng.random() < 0.05:  # a small prompt before the line
        prompt = printed(rng, fonts, rng.choice(PRINTED), rng.uniform(0.15, 0.35) * (bottom - top))[:, -(left - 4):]
        y = rng.randint(0, max(1, h - prompt.shape[0]))
        room = layer[y:y + prompt.shape[0], :prompt.shape[1]]
        np.maximum(room, prompt[:room.shape[0], :room.shape[1]], out=room)
    return layer


def rule(rng, layer, y):
    w = layer.shape[1]
    begin, end = (0, w) if rng.random() < 0.7 else (rng.randint(0, w // 3), w - rng.randint(0, w // 3))
    width = rng.choice([1, 1, 2, 2, 3])
    cv2.line(layer, (begin, y + rng.randint(-2, 2)), (end, y + rng.randint(-2, 2)), 255, width)
    if rng.random() < 0.15:
        cv2.line(layer, (begin, y + rng.randint(4, 7)), (end, y + rng.randint(4, 7)), 255, width)


def fill_line(rng, layer, begin, end, y):
    """What people draw behind the writing so that nobody adds to it: straight, wavy or jagged."""
    if end - begin < 8:
        return
    xs = np.linspace(begin, end, max(3, (end - begin) // rng.randint(3, 9)))
    swing = rng.choice([0, 0, 2, 4, 6])
    ys = y + swing * np.sin(np.arange(len(xs)) * rng.uniform(1.2, 3.1)) + rng.uniform(-4, 4) * np.linspace(0, 1, len(xs))
    cv2.polylines(layer, [np.round(np.column_stack([xs, ys])).astype(np.int32)], False, 230, rng.randint(1, 3), cv2.LINE_AA)


def looking_in(rng, layer, fonts):
    """Print of the next line, cut by the edge of the crop."""
    h, w = layer.shape
    text = printed(rng, fonts, rng.choice(PRINTED), rng.uniform(0.2, 0.5) * h)
    seen = max(1, int(text.shape[0] * rng.uniform(0.2, 0.6)))
    x = rng.randint(-text.shape[1] // 2, w - 1)
    text = text[:, max(0, -x):]
    x = max(0, x)
    text = text[:, :w - x]
    if rng.random() < 0.5:
        layer[:seen, x:x + text.shape[1]] = np.maximum(layer[:seen, x:x + text.shape[1]], text[-seen:])
    else:
        layer[h - seen:, x:x + text.shape[1]] = np.maximum(layer[h - seen:, x:x + text.shape[1]], text[:seen])
