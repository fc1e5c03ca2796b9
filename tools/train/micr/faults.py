"""What printers, paper and scanners do to a line of print."""
import cv2
import numpy as np


def scan(ink, rng, noise):
    """`ink` is 0 to 1 at the scanner's resolution; returns the gray, black-and-white or JPEG image that came of it.

    `rng` is a random.Random, `noise` a numpy Generator.
    """
    ink = _skew(ink, rng)
    for chance, fault in ((0.25, _weak_side), (0.15, _weak_band), (0.35, _voids), (0.12, _scratch), (0.25, _fading), (0.3, _rough_paper), (0.15, _streaks),
                          (0.15, _pen)):
        if rng.random() < chance:
            ink = fault(ink, rng, noise)
    ink = cv2.GaussianBlur(ink, (0, 0), rng.choice([0.4, 0.6, 0.8, 1.1, 1.5]))
    paper, print_gray = rng.uniform(190, 250), rng.uniform(10, 110)
    gray = paper + (print_gray - paper) * ink
    if rng.random() < 0.4:
        gray += _pattern(ink.shape, rng)
    gray += noise.normal(0, rng.choice([0, 2, 5, 10]), ink.shape)
    return _digitise(np.clip(gray, 0, 255).astype(np.uint8), paper, print_gray, rng, noise)


def _skew(ink, rng):
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-0.5, 0.5), 1)
    turn[:, 2] += [rng.random(), rng.random()]
    return cv2.warpAffine(ink, turn, (width, height))


def _voids(ink, rng, _):
    height, width = ink.shape
    for _ in range(rng.randint(1, max(1, 6 * width // 100))):
        cv2.circle(ink, (rng.randrange(width), rng.randrange(height)), rng.choice([1, 1, 2]), 0.0, -1)
    return ink


def _weak_side(ink, rng, _):
    """A ribbon that hits one side of every character harder than the other, over a part of the line."""
    height, width = ink.shape
    pitch_px = height / 25 * 9.615 * rng.uniform(0.97, 1.03)
    wave = np.cos(2 * np.pi * np.arange(width) / pitch_px + rng.uniform(0, 6.3))
    start, length = rng.randrange(width), rng.randint(width // 4, width)
    weak = np.clip(rng.uniform(0.45, 0.9) + rng.uniform(0.2, 0.6) * wave, 0, 1)
    weak[:start], weak[start + length:] = 1, 1
    return ink * weak[None, :].astype(np.float32)


def _weak_band(ink, rng, _):
    """A row of the print head, or of the paper, that takes no ink."""
    height, width = ink.shape
    y, half, start = rng.uniform(0.3, 0.7) * height, rng.uniform(0.02, 0.08) * height, rng.randrange(width)
    band = 1 - rng.uniform(0.4, 1) * np.exp(-((np.arange(height) - y) / half) ** 2)
    weak = np.repeat(band[:, None], width, 1)
    weak[:, :start] = 1
    return ink * weak.astype(np.float32)


def _scratch(ink, rng, _):
    height, width = ink.shape
    y = rng.randrange(height)
    return cv2.line(ink, (0, y), (width, y + rng.randint(-3, 3)), 0.0, 1)


def _fading(ink, _, noise):
    height, width = ink.shape
    field = noise.uniform(0.2, 1.2, (3, max(3, width // 40))).astype(np.float32)
    return ink * np.clip(cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC), 0.2, 1)


def _rough_paper(ink, rng, noise):
    grain = cv2.GaussianBlur(noise.random(ink.shape).astype(np.float32), (0, 0), 1.2)
    grain = (grain - grain.mean()) / grain.std()
    return ink * np.clip(1 + rng.uniform(0.1, 0.5) * grain, 0, 1).astype(np.float32)


def _streaks(ink, rng, _):
    for _ in range(rng.randint(1, 3)):
        x = rng.randrange(ink.shape[1])
        ink[:, x:x + rng.randint(1, 2)] = rng.uniform(0.3, 1)
    return ink


def _pen(ink, rng, _):
    height, width = ink.shape
    for _ in range(3):
        x, y = rng.randrange(width), rng.randrange(height)
        end = (x + rng.randint(-40, 40), y + rng.randint(-25, 25))
        cv2.line(ink, (x, y), end, rng.uniform(0.3, 1), rng.randint(1, 3))
    return ink


def _pattern(shape, rng):
    y, x = np.mgrid[0:shape[0], 0:shape[1]]
    across, down = rng.uniform(3, 15), rng.uniform(3, 15) * rng.choice([-1, 1])
    return rng.uniform(3, 22) * np.sin(x / across + y / down + np.sin(x / 30) * 2)


def _digitise(gray, paper, print_gray, rng, noise):
    how = rng.random()
    if how < 0.55:
        level = rng.choice([cv2.threshold(gray, 0, 255, cv2.THRESH_OTSU)[0],
                            paper + (print_gray - paper) * rng.uniform(0.25, 0.75)])
        gray = ((gray > level) * 255).astype(np.uint8)
        if rng.random() < 0.2:
            speckle = noise.random(gray.shape) < 0.004
            gray[speckle] = 255 - gray[speckle]
    elif how < 0.85:
        quality = [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 90)]
        gray = cv2.imdecode(cv2.imencode(".jpg", gray, quality)[1], cv2.IMREAD_GRAYSCALE)
    return gray
