"""A pen: writes text in the forms of forms.py as one writer would, letters joined or not, and leaves the ink. Every writer
has a slant, proportions, favourite forms, a steadiness and a nib of their own."""

import functools

import cv2
import numpy as np

import forms

HEIGHT_PX = 46  # of capitals and digits, before the writer's own size
STEPS = 6  # of a curve between two points
FINE_BITS = 4  # cv2 takes fractions of a pixel so


@functools.lru_cache(maxsize=None)
def strokes_of(form):
    """A form as strokes; a stroke is a point (x, y) and whether it is a corner, in rows."""
    return [np.array([[*map(float, point.rstrip("!").split(",")), point.endswith("!")] for point in stroke.split()])
            for stroke in form.split("|")]


@functools.lru_cache(maxsize=None)
def joined_of(form):
    """(points that lead in, first stroke, points that lead out, further strokes) of a letter that can be joined."""
    main, *further = form.split("|")
    lead_in, _, rest = main.partition(">")
    body, _, lead_out = rest.partition("<")
    points = lambda text: strokes_of(text)[0] if text.strip() else np.zeros((0, 3))
    return points(lead_in), points(body), points(lead_out), [strokes_of(stroke)[0] for stroke in further]


def curve(points):
    """Catmull-Rom through the points, in pieces between the corners."""
    ends = [0] + [i for i in range(1, len(points) - 1) if points[i, 2]] + [len(points) - 1]
    pieces = []
    for first, last in zip(ends, ends[1:]):
        p = points[first:last + 1, :2]
        if len(p) < 2:
            continue
        p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
        t = (np.arange(STEPS) / STEPS)[:, None, None]
        a, b, c, d = p[:-3], p[1:-2], p[2:-1], p[3:]
        piece = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        pieces.append(piece.transpose(1, 0, 2).reshape(-1, 2))
    return np.vstack(pieces + [points[-1:, :2]])


class Writer:
    def __init__(self, rng):
        self.rng = rng
        self.noise = np.random.default_rng(rng.getrandbits(32))
        self.slant = rng.gauss(0.14, 0.2)
        self.wide = np.exp(rng.gauss(0, 0.18))
        self.x_height = rng.uniform(0.38, 0.66)  # of a capital
        self.unsteady = rng.choice([0.008, 0.016, 0.022, 0.032, 0.042])
        self.uneven = rng.choice([0.03, 0.06, 0.1, 0.16])
        self.slope = rng.gauss(0, 0.012)
        self.wander = rng.uniform(0, 0.07)
        self.nib_px = min(np.exp(rng.uniform(np.log(1.4), np.log(7))), 9.5 * self.x_height)
        self.pressure = rng.choice([0, 0, 0.2, 0.4])
        self.joins = rng.choice([0, 0.5, 0.9, 1, 1, 1])
        self.joined_letters = self.joins > 0 and rng.random() < 0.85
        self.script_capitals = rng.random() < (0.6 if self.joined_letters else 0.1)
        self.gap = rng.gauss(0.13, 0.09) if rng.random() < 0.7 else rng.uniform(-0.08, 0.03)  # touching, crowded
        self.drags = rng.choice([0, 0, 0, 0.15, 0.4])  # the pen leaves a trace from one digit to the next
        self.space = rng.uniform(0.25, 0.8)
        self.faithful = rng.choice([0.6, 0.9, 1])
        self.connects = rng.uniform(0.0, 0.5)  # how far joined letters stand off each other
        self.favourites = {}

    def form(self, character, choices):
        key = (character, id(choices))
        favourite = self.favourites.setdefault(key, self.rng.choice(choices))
        return favourite if self.rng.random() < self.faithful else self.rng.choice(choices)

    def shaken(self, points, scale):
        points = points.copy()
        points[:, :2] = points[:, :2] * scale + self.noise.normal(0, self.unsteady * HEIGHT_PX, (len(points), 2))
        return points


class Line:
    """Strokes written so far, in px with y upwards, and where the pen stands."""

    def __init__(self, writer):
        self.writer, self.strokes, self.x, self.last, self.word = writer, [], 0.0, None, None

    def scale(self):
        w = self.writer
        even = 1 + w.uneven * w.noise.normal()
        return HEIGHT_PX * even * np.array([w.wide * (1 + 0.6 * w.uneven * w.noise.normal()), 1.0])

    def add(self, points):
        self.strokes.append(points)

    def lift(self):
        """Ends a joined word: its path becomes a stroke, its dots and crosses follow."""
        if self.word:
            path, further = self.word
            self.add(np.vstack(path))
            for stroke in further:
                self.add(stroke)
            self.x = max(float(part[:, 0].max()) for part in path) + self.writer.gap * HEIGHT_PX * 0.6
        self.word = None

    def apart(self, form, size=1.0):
        """A character for itself."""
        self.lift()
        w = self.writer
        scale = self.scale() * size
        strokes = [w.shaken(points, scale) for points in strokes_of(form)]
        left, right = min(s[:, 0].min() for s in strokes), max(s[:, 0].max() for s in strokes)
        shift = self.x - left
        for points in strokes:
            points[:, 0] += shift
        if self.last is not None and w.rng.random() < w.drags:
            self.add(np.vstack([self.last, strokes[0][:1]]))
        for points in strokes:
            self.add(points)
        self.last = strokes[-1][-1:]
        self.x = right + shift + (w.gap + 0.25 * w.uneven * w.noise.normal()) * HEIGHT_PX

    def joined(self, form, ends_word):
        """A small letter, on the path of the letter before it when there is one."""
        w = self.writer
        lead_in, body, lead_out, further = joined_of(form)
        scale = self.scale() * w.x_height
        begins = self.word is None
        if begins:
            self.word = ([], [])
            at = self.x
            path = np.vstack([lead_in, body]) if w.rng.random() < 0.35 else body
            at -= path[:, 0].min() * scale[0]
        else:
            last = self.word[0][-1][-1]
            if last[1] > 0.5 * w.x_height * HEIGHT_PX:  # the pen stays up
                path = body[1:] if body[0, 1] < 0.2 and len(body) > 2 else body
                at = last[0] + (w.connects * 0.6 + 0.05 - path[:, 0].min()) * scale[0]
            else:
                path = np.vstack([lead_in, body])
                path = path[1:] if len(path) > 2 else path
                at = last[0] + (w.connects - 0.12) * scale[0]
        if ends_word and len(lead_out) and w.rng.random() < 0.7:
            path = np.vstack([path, lead_out])
        for points, kept in [(path, self.word[0])] + [(points, self.word[1]) for points in further]:
            points = w.shaken(points, scale)
            points[:, 0] += at
            kept.append(points)
        self.last = None
        if ends_word or w.rng.random() > w.joins:
            self.lift()


def write(writer, text):
    """Ink of the text, 0 to 255; None when there is none."""
    line = Line(writer)
    for i, character in enumerate(text):
        follows = text[i + 1] if i + 1 < len(text) else " "
        if character == " ":
            line.lift()
            line.last = None
            line.x += writer.space * HEIGHT_PX * writer.rng.uniform(0.7, 1.4) * writer.wide
        elif character.islower():
            if writer.joined_letters:
                line.joined(writer.form(character, forms.JOINED[character]), not follows.islower())
            else:
                line.apart(writer.form(character, forms.PRINTED[character]), writer.x_height)
        elif character.isupper():
            choices = forms.CAPITALS[character]
            script = len(choices) > 2 and writer.script_capitals and follows.islower()
            line.apart(choices[-1] if script else writer.form(character, choices[:2]))
        else:
            line.apart(writer.form(character, (forms.DIGITS if character.isdigit() else forms.SIGNS)[character]))
    line.lift()
    return inked(writer, line.strokes)


def inked(writer, strokes):
    if not strokes:
        return None
    paths = [curve(points) for points in strokes]
    turns = writer.noise.uniform(0, 6.28)
    length = writer.noise.uniform(3, 12) * HEIGHT_PX
    for path in paths:
        path[:, 0] += writer.slant * path[:, 1]
        path[:, 1] += writer.slope * path[:, 0] + writer.wander * HEIGHT_PX * np.sin(turns + path[:, 0] / length * 6.28)
    everything = np.vstack(paths)
    pad = int(writer.nib_px) + 3
    low, high = everything.min(0) - pad, everything.max(0) + pad
    size = np.ceil(high - low).astype(int)
    canvas = np.zeros((size[1] + 1, size[0] + 1), np.uint8)
    for path in paths:
        place = np.column_stack([path[:, 0] - low[0], high[1] - path[:, 1]])
        draw(canvas, writer, np.round(place * (1 << FINE_BITS)).astype(np.int32))
    return canvas


def draw(canvas, writer, place):
    """One stroke; a nib under changing pressure is drawn bit by bit, downward strokes the bolder."""
    nib = max(1, round(writer.nib_px))
    if not writer.pressure or len(place) < 4:
        cv2.polylines(canvas, [place], False, 255, nib, cv2.LINE_AA, FINE_BITS)
        return
    down = np.convolve(np.diff(place[:, 1].astype(float)), np.ones(5) / 5, "same")
    bold = 1 + writer.pressure * np.clip(down / (np.abs(down).max() + 1e-6), -1, 1)
    for i, weight in enumerate(bold):
        cv2.line(canvas, tuple(map(int, place[i])), tuple(map(int, place[i + 1])), 255, max(1, round(writer.nib_px * weight)), cv2.LINE_AA, FINE_BITS)
