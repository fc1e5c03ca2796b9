"""One hand made of single characters, of real writers or of all fonts: their shapes, thinned to the path of the pen and
written again with this hand's nib, slant and size. They come from thousands of writers and pens; a line comes from one."""

import cv2
import numpy as np

import forms
import pen

HEIGHT_PX = 46  # of digits and capitals
PAD_PX = 4
X_HEIGHT_LETTERS = "aceimnorsuvwxz"
# No set of American digits has them: ones with a flag, and the sevens with a bar that mostly go with them.
FLAGGED_ONES, BARRED_SEVENS = forms.DIGITS["1"][2:], [form for form in forms.DIGITS["7"] if "|" in form]
FLAGGED_SHARE, BARRED_SHARE = 0.3, 0.6  # of hands; of those that flag their ones


def thinned(solid):
    """One pixel wide; not every build of OpenCV can."""
    if hasattr(cv2, "ximgproc"):
        return cv2.ximgproc.thinning(solid)
    from skimage.morphology import skeletonize
    return 255 * skeletonize(solid > 0).astype(np.uint8)


class OneHand:
    """Writes in characters of a pool; signs, which no real set has, come from the pen's forms, and so do ones with a flag."""

    def __init__(self, rng, pool):
        self.rng, self.pool = rng, pool
        self.penned = dict(forms.SIGNS)
        if rng.random() < FLAGGED_SHARE:
            self.penned["1"] = [rng.choice(FLAGGED_ONES)]
            if rng.random() < BARRED_SHARE:
                self.penned["7"] = [rng.choice(BARRED_SEVENS)]
        self.noise = np.random.default_rng(rng.getrandbits(32))
        self.slant, self.upright = rng.gauss(0.08, 0.18), rng.choice([0.3, 0.6, 0.9])
        self.wide = np.exp(rng.gauss(-0.1, 0.2)) * (0.65 if rng.random() < 0.15 else 1)
        self.nib_px = np.exp(rng.uniform(np.log(1.5), np.log(5.5)))
        self.uneven = rng.choice([0.02, 0.05, 0.09, 0.14, 0.2])
        self.wobble, self.climb = rng.uniform(0, 2.8), rng.gauss(0, 0.015)
        self.gap_px = rng.gauss(3, 3.5) if rng.random() < 0.65 else rng.uniform(-7, 0.5)  # touching, overlapping
        self.space_px = rng.uniform(8, 30)
        self.x_height = rng.uniform(0.5, 0.72)
        self.small_signs = rng.uniform(0.75, 1.25)
        self.faithful = rng.choice([0.3, 0.7, 0.95])
        self.drags = rng.choice([0, 0, 0, 0.1, 0.35])  # joined digits
        self.favourites = {}

    def glyph(self, character):
        favourite = self.favourites.get(character)
        if favourite is None or self.rng.random() > self.faithful:
            favourite = self.pool.glyph(self.rng, character)
            self.favourites.setdefault(character, favourite)
        return favourite

    def path_of(self, character):
        """The pen's path of a real character as a bitmap on the baseline, and how far it hangs below; None without one."""
        glyph = self.glyph(character)
        if glyph is None:
            return None
        rng = self.rng
        tall = HEIGHT_PX * (1 + self.uneven * rng.gauss(0, 1)) * (self.x_height if character in X_HEIGHT_LETTERS else 1)
        ratio = max(8.0, tall) / max(8, glyph.shape[0])
        ratio = min(ratio, 2.8) if character in "1lI" else ratio
        moments = cv2.moments(glyph)
        lean = moments["mu11"] / moments["mu02"] if moments["mu02"] > 1 else 0.0  # to the right going down
        shear = -self.upright * max(-0.8, min(0.8, lean)) - self.slant + 0.05 * rng.gauss(0, 1)
        turn, stretch = 0.05 * rng.gauss(0, 1), ratio * self.wide * np.exp(0.06 * rng.gauss(0, 1))
        matrix = np.float32([[stretch, shear * ratio + turn], [-turn, ratio]])
        h, w = glyph.shape
        corners = matrix @ np.float32([[0, w, 0, w], [0, 0, h, h]])
        low, high = corners.min(1), corners.max(1)
        full = np.hstack([matrix, (PAD_PX - low).reshape(2, 1)])
        size = (int(high[0] - low[0]) + 2 * PAD_PX, int(high[1] - low[1]) + 2 * PAD_PX)
        large = cv2.warpAffine(glyph, full, size, flags=cv2.INTER_CUBIC)
        solid = cv2.threshold(cv2.GaussianBlur(large, (0, 0), 1.2), 100, 255, cv2.THRESH_BINARY)[1]
        path = thinned(solid)
        x, y, w, h = cv2.boundingRect(path)
        if w == 0 or h == 0:
            return None
        return path[y:y + h, x:x + w], 0.3 * tall if character in "gjpqy" else 0.0

    def pen_stroke(self, canvas, character, x, base):
        strokes = pen.strokes_of(self.rng.choice(self.penned[character]))
        size = HEIGHT_PX * (1 if character.isdigit() else self.small_signs) * (1 + self.uneven * self.rng.gauss(0, 1))
        left, right = min(s[:, 0].min() for s in strokes), 0.0
        for points in strokes:
            points = points.copy()
            points[:, :2] += self.noise.normal(0, 0.02, (len(points), 2))
            path = pen.curve(points) * size
            across = x + path[:, 0] - left * size + self.slant * path[:, 1]
            place = np.column_stack([across, base - path[:, 1]])
            cv2.polylines(canvas, [np.round(place).astype(np.int32)], False, 255, 1)
            right = max(right, across.max() - x)
        return right

    def write(self, text):
        canvas = np.zeros((170, int(len(text) * 60) + 160), np.uint8)
        x, base, rng = 50.0, 105.0, self.rng
        last = None  # where the character before ended
        for character in text:
            if character == " ":
                x, last = x + self.space_px * rng.uniform(0.7, 1.4), None
                continue
            level = base + self.climb * x + self.wobble * rng.gauss(0, 1)
            if character in self.penned:
                x, last = x + self.pen_stroke(canvas, character, x, level) + self.nib_px + self.gap_px, None
                continue
            found = self.path_of(character)
            if found is None:
                return None
            path, drop = found
            h, w = path.shape
            top, left = int(level - h + drop), int(x)
            top = max(0, min(canvas.shape[0] - h, top))
            if left + w >= canvas.shape[1]:
                return None
            region = canvas[top:top + h, left:left + w]
            np.maximum(region, path, out=region)
            ys, xs = np.nonzero(path)
            if last is not None and rng.random() < self.drags:
                cv2.line(canvas, last, (left + int(xs.min()), top + int(ys[xs.argmin()])), 255, 1)
            last = (left + int(xs.max()), top + int(ys[xs.argmax()]))
            x += max(3.0, w + self.nib_px + self.gap_px + rng.gauss(0, 1.5))
        return self.inked(canvas)

    def inked(self, canvas):
        x, y, w, h = cv2.boundingRect(canvas)
        if w == 0 or h == 0:
            return None
        pad = int(self.nib_px) + 2
        canvas = np.pad(canvas[y:y + h, x:x + w], pad)
        across = max(2, round(self.nib_px))
        nib = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across))
        return cv2.GaussianBlur(cv2.dilate(canvas, nib), (0, 0), 0.7)
