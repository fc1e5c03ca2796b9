"""Draws training lines: writing from fonts and from real characters, on the paper that checks are made of, through the
faults of a scanner, then through the program's own line normaliser."""

import ctypes
import fnmatch
import gzip
import os
import random
import re

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

import hands
import pen
import stock
import texts

# Of Debian's packages fonts-liberation, -dejavu-core, -dejavu-extra, -ocr-a, -courier-prime, -inconsolata, -hack, -noto-mono,
# -anonymous-pro, -open-sans, -roboto-unhinted: print of printers, of bill payers' systems and of typewriters.
PRINT_FONTS = ["liberation/*", "dejavu/*", "ocr-a/OCRA", "ocr-a/OCRABold", "courier-prime/Courier Prime*", "inconsolata/*",
               "hack/Hack-Regular", "hack/Hack-Bold", "noto/NotoSansMono-*", "anonymous-pro/Anonymous Pro", "anonymous-pro/Anonymous Pro B",
               "open-sans/OpenSans-Regular", "open-sans/OpenSans-Semibold", "open-sans/OpenSans-CondBold",
               "Roboto-Regular", "Roboto-Bold", "unhinted/RobotoCondensed-Regular"]

UNWANTED_FONTS = ["*Italic*", "DejaVuMath*", "DejaVuSansCondensed*Oblique*"]


def print_fonts(folders=("/usr/share/fonts",)):
    """The fonts of PRINT_FONTS that are installed."""
    found = [os.path.join(at, file) for folder in folders for at, _, files in os.walk(folder) for file in files
             if file.endswith((".ttf", ".otf"))]
    return sorted(path for path in found
                  if any(fnmatch.fnmatch(os.path.splitext(path)[0], "*/" + wanted) for wanted in PRINT_FONTS)
                  and not any(fnmatch.fnmatch(path, "*/" + unwanted) for unwanted in UNWANTED_FONTS))


class Normaliser:
    def __init__(self, library):
        self.call = ctypes.CDLL(library).lockbox_normalise_line
        self.room = np.zeros(32 * 1700, np.uint8)

    def __call__(self, gray):
        gray = np.ascontiguousarray(gray)
        width = self.call(gray.ctypes.data_as(ctypes.c_void_p), gray.shape[1], gray.shape[0],
                          self.room.ctypes.data_as(ctypes.c_void_p), self.room.size)
        return self.room[:32 * width].reshape(32, width).copy() if width else None


def read_idx(path):
    data = gzip.open(path).read()
    dims = data[3]
    shape = [int.from_bytes(data[4 + 4 * i:8 + 4 * i], "big") for i in range(dims)]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * dims).reshape(shape)


class RealCharacters:
    """Digits and letters of real writers, cropped to their ink, by character."""

    def __init__(self, data):
        self.by_character = {}
        images, labels = read_idx(f"{data}/mnist/train-images-idx3-ubyte.gz"), read_idx(f"{data}/mnist/train-labels-idx1-ubyte.gz")
        self._add(images, labels + ord("0"), np.zeros(len(labels), np.uint8))
        images, labels = read_idx(f"{data}/emnist/images-idx3-ubyte.gz"), read_idx(f"{data}/emnist/labels-ascii-idx1-ubyte.gz")
        self._add(images, labels, read_idx(f"{data}/emnist/case-idx1-ubyte.gz"))

    def _add(self, images, labels, case):
        for image, label, certain in zip(images, labels, case):
            if certain == 0:
                self.by_character.setdefault(chr(label), []).append(image)

    def glyph(self, rng, character):
        pool = self.by_character.get(character)
        if not pool:
            return None
        image = rng.choice(pool)
        ys, xs = np.where(image > 60)
        if len(ys) < 5:
            return None
        return image[ys.min():ys.max() + 1, xs.min():xs.max() + 1]


class FontGlyphs:
    """Bitmaps of a font's characters on a common baseline, drawn once and kept."""

    SIZE_PX = 44

    def __init__(self, path):
        self.font = ImageFont.truetype(path, self.SIZE_PX)
        self.ascent, self.descent = self.font.getmetrics()
        self.kept = {}

    def glyph(self, character):
        if character not in self.kept:
            advance = self.font.getlength(character)
            pad = self.SIZE_PX // 2
            canvas = Image.new("L", (int(advance) + 2 * pad, self.ascent + self.descent + 2 * pad), 0)
            ImageDraw.Draw(canvas).text((pad, pad), character, 255, font=self.font)
            self.kept[character] = (np.asarray(canvas), advance, pad)
        return self.kept[character]

    def has(self, text):
        # A font without a character draws its "not defined" box; two that are never defined tell which.
        if not hasattr(self, "missing"):
            self.missing = np.asarray(self.font.getmask("\uffff")).tobytes()
        return all(c == " " or np.asarray(self.font.getmask(c)).tobytes() != self.missing for c in set(text))


class FontCharacters:
    """Characters of all fonts, cropped to their ink: a hand that takes each of its forms from another font is one that no
    font has."""

    def __init__(self, fonts):
        self.fonts = fonts

    def glyph(self, rng, character):
        image = cv2.dilate(rng.choice(self.fonts).glyph(character)[0], np.ones((2, 2), np.uint8))  # hairlines survive thinning
        x, y, w, h = cv2.boundingRect((image > 60).astype(np.uint8))
        return image[y:y + h, x:x + w] if w > 0 and h > 0 else None


def warp_glyph(rng, image, scale_x, scale_y, shear, angle):
    height, width = image.shape
    c, s = np.cos(angle), np.sin(angle)
    matrix = np.array([[scale_x * c, -s * scale_y - shear], [s * scale_x, c * scale_y]], np.float32)
    corners = matrix @ np.array([[0, width, 0, width], [0, 0, height, height]], np.float32)
    low, high = corners.min(1), corners.max(1)
    size = (int(high[0] - low[0]) + 2, int(high[1] - low[1]) + 2)
    full = np.hstack([matrix, -low.reshape(2, 1)])
    return cv2.warpAffine(image, full, size, flags=cv2.INTER_LINEAR), low


def paste(canvas, glyph, x, y):
    h, w = glyph.shape
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(canvas.shape[1], x + w), min(canvas.shape[0], y + h)
    if x1 > x0 and y1 > y0:
        region = canvas[y0:y1, x0:x1]
        np.maximum(region, glyph[y0 - y:y1 - y, x0 - x:x1 - x], out=region)


class Shapes:
    """How one hand departs from a font: every character under a smooth bend of its own that stays the same as long as this
    hand writes, so that forms come out that no font has."""

    def __init__(self, rng):
        self.noise = np.random.default_rng(rng.getrandbits(32))
        self.strength_px = rng.choice([0, 1, 2, 3])
        self.kept = {}

    def __call__(self, character, bitmap):
        if not self.strength_px:
            return bitmap
        if character not in self.kept:
            h, w = bitmap.shape
            shift = [cv2.resize(self.noise.normal(0, self.strength_px, (5, 4)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
                     for _ in range(2)]
            xs, ys = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
            self.kept[character] = cv2.remap(bitmap, xs + shift[0], ys + shift[1], cv2.INTER_LINEAR)
        return self.kept[character]


def font_ink(rng, font, text, writing, shapes=lambda character, bitmap: bitmap):
    """Ink of a text in a font; `writing`: with the variation of a hand, else as print."""
    strength = rng.uniform(0.3, 1.3) if writing else 0.0
    narrowest = 0.75 if not writing else 0.4 if rng.random() < NARROW_SHARE else 0.6
    scale_x, scale_y = rng.uniform(narrowest, 0.7 if narrowest < 0.5 else 1.25), rng.uniform(0.85, 1.15)
    slant = rng.gauss(0.0, 0.18) if writing else 0.0
    spacing = rng.gauss(0.0, 2.5) if writing else rng.uniform(-0.5, 1.5)
    drift = rng.gauss(0.0, 0.015) if writing else 0.0
    room = font.ascent + font.descent + 90
    canvas = np.zeros((int(room * 1.3), int(len(text) * font.SIZE_PX * 1.3) + 200), np.uint8)
    x = 60.0
    for character in text:
        bitmap, advance, pad = font.glyph(character)
        if character != " ":
            sx, sy = scale_x * (1 + 0.08 * strength * rng.gauss(0, 1)), scale_y * (1 + 0.08 * strength * rng.gauss(0, 1))
            shear = slant + 0.05 * strength * rng.gauss(0, 1)
            warped, low = warp_glyph(rng, shapes(character, bitmap), max(0.5, sx), max(0.5, sy), shear, 0.04 * strength * rng.gauss(0, 1))
            base = (font.ascent + pad) * (sy - scale_y)
            y = 30 + low[1] - base + drift * x + 1.5 * strength * rng.gauss(0, 1)
            paste(canvas, warped, int(x - pad * sx + low[0] + shear * (font.ascent + pad)), int(y))
        x += max(4.0, advance * scale_x * (rng.uniform(0.6, 1.6) if character == " " else 1) + spacing + strength * rng.gauss(0, 1))
    return trim(canvas)


NARROW_SHARE = 0.2  # of hands
SIGN_SCALE = 1.2  # signs of a hand are as bold as its digits


def real_ink(rng, pool, helper, text):
    """Ink of a text composed of real characters; signs that no real set has come from a font."""
    height = 40
    scale_x, slant = rng.uniform(0.75, 1.15), rng.gauss(0.0, 0.12)
    gap = rng.gauss(0.5, 3.0) if rng.random() < 0.65 else rng.uniform(-9, 1)  # touching, overlapping
    wobble, uneven = rng.uniform(0, 2.5), rng.choice([0.02, 0.06, 0.1, 0.16])
    canvas = np.zeros((130, int(len(text) * 46) + 160), np.uint8)
    x, base = 50.0, 80
    for character in text:
        glyph = pool.glyph(rng, character)
        if character == " ":
            x += rng.uniform(8, 26)
            continue
        if glyph is None:
            bitmap, advance, pad = helper.glyph(character)
            bold = cv2.dilate(bitmap, np.ones((3, 3), np.uint8)) if rng.random() < 0.8 else bitmap
            warped, low = warp_glyph(rng, bold, SIGN_SCALE, SIGN_SCALE, slant, 0.05 * rng.gauss(0, 1))
            shift = -9 if character in "-=" else 0
            y = base - (helper.ascent + pad) * SIGN_SCALE + low[1] + shift + rng.gauss(0, 2)
            paste(canvas, warped, int(x - pad * SIGN_SCALE + low[0] + slant * (helper.ascent + pad)), int(y))
            x += advance * SIGN_SCALE + max(-2, gap)
            continue
        tall = height * (1 + uneven * rng.gauss(0, 1)) * (0.68 if character in "aceimnorsuvwxz" else 1)
        ratio = tall / max(8, glyph.shape[0])
        if character in "1lI|-":
            ratio = min(ratio, 2.6)
        warped, low = warp_glyph(rng, glyph, ratio * scale_x, ratio, slant + 0.05 * rng.gauss(0, 1), 0.04 * rng.gauss(0, 1))
        drop = 0.3 * tall if character in "gjpqy" else 0
        paste(canvas, warped, int(x), int(base - warped.shape[0] + drop + wobble * rng.gauss(0, 1)))
        x += max(3, warped.shape[1] + gap + rng.gauss(0, 1.5))
    return trim(canvas)


def trim(canvas):
    x, y, w, h = cv2.boundingRect((canvas > 40).astype(np.uint8))
    return canvas[y:y + h, x:x + w] if w > 0 and h > 0 else None


RAISED = re.compile(r"([$*]*[0-9][0-9,]*|[A-Za-z -]+ (and|&)) ([0-9]{2}|[xno]{2}|[0-9]{2}/100|[xno]{2}/100)")


def raised_cents(rng, draw_part, text):
    """`123 45/100` or `123 45` as people write it: the cents small and raised, over a stroke or two, with or without the
    100."""
    whole, _, fraction = text.rpartition(" ")
    top, _, bottom = fraction.partition("/")
    body, cents = draw_part(whole), draw_part(top)
    hundred = draw_part(bottom) if bottom else np.zeros((1, 1), np.uint8)
    if body is None or cents is None or hundred is None:
        return None
    small = rng.uniform(0.4, 0.6) if bottom else rng.uniform(0.45, 0.8)
    cents = cv2.resize(cents, None, fx=small, fy=small, interpolation=cv2.INTER_AREA)
    if bottom:
        hundred = cv2.resize(hundred, None, fx=small * 0.9, fy=small * 0.9, interpolation=cv2.INTER_AREA)
        if rng.random() < 0.3:
            return slashed(rng, body, cents, hundred)
    width = max(cents.shape[1], hundred.shape[1]) + 6
    height = max(body.shape[0], cents.shape[0] + hundred.shape[0] + 8)
    canvas = np.zeros((height, body.shape[1] + 8 + width), np.uint8)
    paste(canvas, body, 0, height - body.shape[0] - int(rng.uniform(0, 0.2) * height))
    x = body.shape[1] + 8
    paste(canvas, cents, x + (width - cents.shape[1]) // 2, 0)
    y = cents.shape[0] + 3
    for stroke in range(1 if bottom else rng.choice([0, 1, 1, 1, 2])):
        cv2.line(canvas, (x, y + 5 * stroke + rng.randint(-2, 2)), (x + width, y + 5 * stroke + rng.randint(-3, 1)), 230, rng.choice([1, 2, 3, 3, 4, 6]))
    paste(canvas, hundred, x + (width - hundred.shape[1]) // 2, y + 4)
    return canvas


def slashed(rng, body, cents, hundred):
    """Small cents above left and the hundred below right of a slash."""
    height = max(body.shape[0], int(0.9 * (cents.shape[0] + hundred.shape[0])))
    x = body.shape[1] + 6
    middle = x + cents.shape[1] + rng.randint(0, 5)
    canvas = np.zeros((height, middle + hundred.shape[1] + 12), np.uint8)
    paste(canvas, body, 0, height - body.shape[0])
    paste(canvas, cents, x, rng.randint(0, 4))
    lean = rng.randint(4, 12)
    cv2.line(canvas, (middle - lean, height - 2), (middle + lean, 2), 230, rng.randint(1, 3))
    paste(canvas, hundred, middle + 6, height - hundred.shape[0])
    return canvas


def behind_sign(rng, sign, ink):
    """An amount crowded against the `$` that the check has printed."""
    size = rng.uniform(0.6, 1.3) * ink.shape[0] / max(1, sign.shape[0])
    sign = cv2.resize(sign, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
    at = sign.shape[1] + rng.randint(-3, 12)
    canvas = np.zeros((max(sign.shape[0], ink.shape[0]) + 6, at + ink.shape[1]), np.uint8)
    paste(canvas, sign, 0, rng.randint(0, canvas.shape[0] - sign.shape[0]))
    paste(canvas, ink, at, rng.randint(0, canvas.shape[0] - ink.shape[0]))
    return canvas


def bend(rng, ink):
    """A smooth random displacement: the same letter never comes out twice the same."""
    h, w = ink.shape
    amount = rng.uniform(0, 2.2)
    grid = (max(2, h // 24), max(2, w // 24))
    dx, dy = (cv2.resize(np.random.default_rng(rng.getrandbits(32)).normal(0, amount, grid).astype(np.float32), (w, h),
                         interpolation=cv2.INTER_CUBIC) for _ in range(2))
    xs, ys = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    return cv2.remap(ink, xs + dx, ys + dy, cv2.INTER_LINEAR)


def thickened(rng, ink, calm):
    """Stroke width, strongly varied, and darkness of the pen."""
    kind = rng.random() * (2 if calm else 1)
    if kind < 0.3:
        across = 2 if kind < 0.12 else 3 if kind < 0.24 else 5
        ink = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across)))
    elif kind < 0.5:
        thin = 2 if kind < 0.44 else 3
        fine = cv2.erode(ink, np.ones((thin, thin), np.uint8))
        ink = np.maximum(fine, ink // 2) if rng.random() < 0.5 else fine
    if not calm and rng.random() < 0.12:
        noise = np.random.default_rng(rng.getrandbits(32)).random(ink.shape)
        ink = np.where(cv2.GaussianBlur(noise, (0, 0), 1.2) < rng.uniform(0.45, 0.5), ink // 3, ink).astype(np.uint8)
    return ink


def dotted(rng, ink):
    """As a printer of needles sets it: in dots."""
    pitch = rng.randint(3, 6)
    small = cv2.resize(ink, None, fx=1 / pitch, fy=1 / pitch, interpolation=cv2.INTER_AREA)
    ys, xs = np.nonzero(small > 110)
    canvas = np.zeros(((small.shape[0] + 1) * pitch, (small.shape[1] + 1) * pitch), np.uint8)
    for x, y in zip(xs, ys):
        cv2.circle(canvas, (int(x) * pitch + pitch // 2, int(y) * pitch + pitch // 2), max(1, round(pitch * rng.uniform(0.4, 0.7))), 255, -1)
    return trim(canvas)


def with_cut_sign(rng, sign, ink):
    """What the edge of the crop has left of a printed `$` or of the frame before an amount: not to be read."""
    sign = cv2.resize(sign, None, fx=1, fy=rng.uniform(0.7, 1.5) * ink.shape[0] / max(1, sign.shape[0]), interpolation=cv2.INTER_AREA)
    left = sign[:, int(sign.shape[1] * rng.uniform(0.35, 0.85)):]
    canvas = np.zeros((max(left.shape[0], ink.shape[0]), left.shape[1] + rng.randint(2, 16) + ink.shape[1]), np.uint8)
    paste(canvas, left, 0, rng.randint(0, canvas.shape[0] - left.shape[0]))
    paste(canvas, ink, canvas.shape[1] - ink.shape[1], rng.randint(0, canvas.shape[0] - ink.shape[0]))
    return canvas


SMALL_PX = 16


def ink_height_px(rng, text):
    """As scanned: raised cents and small hands have a dozen pixels, and are spread over the network's 32."""
    if len(text) <= 3 and rng.random() < 0.6:
        return rng.uniform(7.5, SMALL_PX)
    if rng.random() < 0.2:
        return rng.uniform(13, 22)
    return rng.uniform(22, 60)


CALM_SHARE = 0.6  # of lines: as a lockbox's scanner sees them and its line finder hands them over, clean, upright, in focus
PEN_SHARE, PEN_SHARE_LETTERS = 0.3, 0.5  # of handwritten lines
REAL_HAND_SHARE = 0.7  # of lines of real characters: one hand with one pen; the others keep every character's own
MIXED_SHARE = 0.35  # of lines in fonts: every character from a font of its own


class Artist:
    def __init__(self, data, fonts, library, names, wanted_font, real_share=0.5, print_folders=("/usr/share/fonts",)):
        """`wanted_font` tells from a font's name (its file without ending) whether to draw in it. `real_share` of
        lines of digits are composed of real ones."""
        self.real_share = real_share
        self.normalise = Normaliser(library)
        self.real = RealCharacters(data)
        self.hands = [FontGlyphs(os.path.join(fonts, f)) for f in sorted(os.listdir(fonts))
                      if f.endswith((".ttf", ".woff")) and wanted_font(os.path.splitext(f)[0])]
        self.of_fonts = FontCharacters(self.hands)
        self.print = [FontGlyphs(path) for path in print_fonts(print_folders)]
        self.names = names  # (gray image, text): real lines

    def hand(self, rng, text):
        """Draws any part of a text as one hand would."""
        letters = sum(c.isalpha() for c in text) > 0.5 * len(text)
        style = rng.random()
        if style < (PEN_SHARE_LETTERS if letters else PEN_SHARE):
            writer = pen.Writer(rng)
            return lambda piece: pen.write(writer, piece)
        fonts = [font for font in (rng.choice(self.hands) for _ in range(6)) if font.has(text)] or [None]
        if rng.random() < (0.2 if letters else self.real_share):
            if rng.random() < REAL_HAND_SHARE:
                return hands.OneHand(rng, self.real).write
            helper = rng.choice(self.hands)
            return lambda piece: real_ink(rng, self.real, helper, piece)
        if rng.random() < MIXED_SHARE:
            return hands.OneHand(rng, self.of_fonts).write
        shapes = Shapes(rng)
        return lambda piece: fonts[0] and font_ink(rng, fonts[0], piece, writing=True, shapes=shapes)

    def ink(self, rng, text, calm):
        if rng.random() < 0.14:
            return self.printed(rng, text)
        part = self.hand(rng, text)
        if RAISED.fullmatch(text) and rng.random() < 0.6:
            return raised_cents(rng, part, text)
        printed_sign = text[0] == "$" and len(text) > 2 and rng.random() < 0.4
        ink = part(text[1:] if printed_sign else text)
        if ink is None:
            return None
        ink = thickened(rng, bend(rng, ink), calm)
        if text[0].isdigit() and "." in text and rng.random() < 0.06:
            return with_cut_sign(rng, font_ink(rng, rng.choice(self.print), "$", writing=False), ink)
        sign = font_ink(rng, rng.choice(self.print), "$", writing=False) if printed_sign else None
        return ink if sign is None else behind_sign(rng, sign, ink)

    def printed(self, rng, text):
        fonts = [font for font in (rng.choice(self.print) for _ in range(6)) if font.has(text)]
        ink = font_ink(rng, fonts[0], text, writing=False) if fonts else None
        return dotted(rng, ink) if ink is not None and rng.random() < 0.12 else ink

    def scene(self, rng, ink, height_px, calm):
        size = height_px / max(20, min(ink.shape[0], 70))
        ink = cv2.resize(ink, None, fx=size, fy=size, interpolation=cv2.INTER_AREA if size < 1 else cv2.INTER_LINEAR)
        h, w = ink.shape
        above, below = int(rng.uniform(0.02, 0.5) * h) + 2, int(rng.uniform(0.02, 0.5) * h) + 2
        left, right = int(rng.uniform(0.05, 1.0) * h) + 2, int(rng.uniform(0.05, 1.5) * h) + 2
        tight = rng.random() < 0.4  # cut out close to the ink: then an upright stroke at an end is a one, never a box
        if tight:
            above, below, left, right = (rng.randint(0, 3) for _ in range(4))
        H, W = h + above + below, w + left + right
        writing = np.zeros((H, W), np.uint8)
        writing[above:above + h, left:left + w] = ink
        if rng.random() < (0.05 if calm else 0.15):  # a neighbour looks in from above or below
            cut = ink[:, ::-1][:max(2, h // 6)] if rng.random() < 0.5 else ink[::-1][:max(2, h // 6)]
            y = 0 if rng.random() < 0.5 else H - cut.shape[0]
            paste(writing, np.ascontiguousarray(cut), rng.randint(0, max(1, W - w)), y)
        sheet = stock.sheet(rng, H, W, self.print)
        if calm:
            sheet = 245 - 0.35 * (245 - sheet)
        darkness = rng.uniform(0.6 if calm else 0.22, 1.0) ** 0.7
        page = sheet * (1 - darkness * writing / 255.0)
        if (height_px > SMALL_PX or rng.random() < 0.25) and not (calm and rng.random() < 0.5):  # the program cuts small parts free
            form = stock.furniture(rng, H, W, (above, above + h, left, left + w), not tight, self.print)
            page = page * (1 - rng.uniform(0.4, 0.95) * form / 255.0)
        if not calm and rng.random() < 0.06:  # cut off a little too close
            top, bottom = (rng.randint(0, max(1, h // 12)) for _ in range(2))
            page = page[top:H - bottom]
        return np.clip(page, 0, 255).astype(np.uint8)

    def scan(self, rng, gray, blur_max_px=1.2, calm=False):
        if rng.random() < 0.3:
            angle = rng.gauss(0, 0.4 if calm else 0.8)
            m = cv2.getRotationMatrix2D((gray.shape[1] / 2, gray.shape[0] / 2), angle, 1)
            gray = cv2.warpAffine(gray, m, gray.shape[::-1], borderMode=cv2.BORDER_REPLICATE)
        if rng.random() < 0.6:
            gray = cv2.GaussianBlur(gray, (0, 0), rng.uniform(0.3, min(blur_max_px, 0.7) if calm else blur_max_px))
        if rng.random() < 0.4:
            noise = np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(1, 5 if calm else 14), gray.shape)
            gray = np.clip(gray + noise, 0, 255).astype(np.uint8)
        kind = rng.random()
        if kind < 0.35:
            ink, sheet = np.percentile(gray, 1), np.percentile(gray, 80)
            gray = np.where(gray < ink + (sheet - ink) * rng.uniform(0.55 if calm else 0.45, 0.75 if calm else 0.8), 0, 255).astype(np.uint8)
        elif kind < 0.7:
            gray = cv2.imdecode(cv2.imencode(".jpg", gray, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(60 if calm else 30, 90)])[1], 0)
        return gray

    def line(self, rng):
        """(gray scan, 32 x width ink, text); None when the draw came to nothing."""
        if self.names and rng.random() < 0.1:
            gray, text = rng.choice(self.names)
            size = rng.uniform(0.8, 1.2)
            gray = cv2.resize(gray, None, fx=size * rng.uniform(0.9, 1.1), fy=size, interpolation=cv2.INTER_LINEAR)
            if rng.random() < 0.35:  # the same writing on other paper
                gray = np.clip(stock.sheet(rng, *gray.shape, self.print) * (gray / 255.0), 0, 255).astype(np.uint8)
            gray = self.scan(rng, gray)
        else:
            text = texts.any_text(rng).strip()
            if not text:
                return None
            calm = rng.random() < CALM_SHARE
            ink = self.ink(rng, text, calm)
            if ink is None or ink.shape[0] < 8 or ink.shape[1] < 4:
                return None
            height_px = ink_height_px(rng, text)
            gray = self.scan(rng, self.scene(rng, ink, height_px, calm), 1.2 if height_px > SMALL_PX else 0.7, calm)
        line = self.normalise(gray)
        needed = len(text) + sum(a == b for a, b in zip(text, text[1:]))
        if line is None or line.shape[1] // 4 < needed or line.shape[1] > 1000:
            return None
        return gray, line, text
