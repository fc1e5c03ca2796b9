"""Varies lines as they are trained on, never the same twice: stretched, leaning, bent, shifted, with another pen and another
threshold. A line is cheap to vary and dear to draw. A batch at a time, on whatever device it lies."""

import numpy as np
import torch
from torch.nn import functional

HEIGHT_PX = 32
WIDTH_MAX_PX = 1000
SPREAD_SHARE, SPREAD_PITCH_PX = 0.25, 14  # px a character; ocr/line_net.cpp asks 11 for letters, 17 for digits
CALM_SHARE = 0.5  # of lines that keep their pen and are not spoilt


def widths_px(rng, widths, needed_px):
    """How wide each line becomes: a multiple of 4 with room for its text. Some are spread as the program spreads crowded ones."""
    stretch = np.exp(rng.normal(-0.03, 0.19, len(widths)))
    spread = np.clip(SPREAD_PITCH_PX / 4 * needed_px / widths, 1, 2) * np.where(rng.random(len(widths)) < SPREAD_SHARE, 1, 0)
    wide = (widths * np.maximum(stretch, spread * np.exp(rng.normal(0, 0.1, len(widths))))).astype(np.int64)
    return (np.clip(np.maximum(wide, np.maximum(needed_px, 16)), 0, WIDTH_MAX_PX) + 3) // 4 * 4


def varied(ink, widths, new_widths, canvas_px):
    """`ink`: lines x columns x 32 rows, 0 to 1, nothing behind each line's width. Gives lines x 1 x 32 x canvas_px."""
    x = placed(ink, widths, new_widths, canvas_px)
    x = torch.where((uniform(ink, 0, 1) < CALM_SHARE)[..., None], x, spoilt(struck(x)))
    inside = torch.arange(canvas_px, device=x.device) < new_widths[:, None]
    return x * inside[:, None, None, :]


def normal(like, spread, mean=0.0):
    return torch.randn(len(like), 1, 1, device=like.device) * spread + mean


def uniform(like, low, high):
    return torch.rand(len(like), 1, 1, device=like.device) * (high - low) + low


def placed(ink, widths, new_widths, canvas_px):
    """Each line under its own stretch, lean, height and a smooth bend."""
    device = ink.device
    columns = torch.arange(canvas_px, device=device, dtype=torch.float32)[None, None, :]
    rows = torch.arange(HEIGHT_PX, device=device, dtype=torch.float32)[None, :, None]
    stretch = (new_widths / widths).float()[:, None, None]
    y = (rows - 16 - normal(ink, 1.2)) / torch.exp(normal(ink, 0.11, -0.06)) + 16
    x = (columns + normal(ink, 0.16) * (y - 16)) / stretch
    bend = torch.randn(len(ink), 2, 4, max(2, canvas_px // 14), device=device)
    bend = functional.interpolate(bend, (HEIGHT_PX, canvas_px), mode="bicubic", align_corners=True)
    y = y + bend[:, 0] * uniform(ink, 0, 1.1)
    x = x + bend[:, 1] * uniform(ink, 0, 1.6)
    # grid_sample wants -1 to 1 over the pixels' centres; lines lie with their columns downwards.
    grid = torch.stack([2 * y / (HEIGHT_PX - 1) - 1, 2 * x / (ink.shape[1] - 1) - 1], -1)
    return functional.grid_sample(ink[:, None], grid, align_corners=True)


def struck(x):
    """Another pen, another threshold."""
    bold = functional.max_pool2d(functional.pad(x, (0, 1, 0, 1)), 2, 1)
    thin = -functional.max_pool2d(functional.pad(-x, (0, 1, 0, 1)), 2, 1)
    soft = functional.avg_pool2d(x, 3, 1, 1, count_include_pad=True)
    kind, share = uniform(x, 0, 1)[..., None], uniform(x, 0.3, 1)[..., None]
    other = torch.where(kind < 0.12, bold, torch.where(kind < 0.22, thin, soft))
    level = uniform(x, 0.2, 0.7)[..., None]
    sharp = torch.clamp((x - level) * uniform(x, 2, 40)[..., None] + 0.5, 0, 1)
    x = torch.where(kind < 0.34, x + share * (other - x), torch.where(kind < 0.46, sharp, x))
    return x.clamp(0, 1) ** torch.exp(normal(x, 0.35))[..., None]


def spoilt(x):
    """Noise, writing that fades in places, a rule through it."""
    device = x.device
    some = lambda chance: (uniform(x, 0, 1) < chance)[..., None]
    x = x + torch.randn_like(x) * (uniform(x, 0.015, 0.12)[..., None] * some(0.2))
    fading = torch.rand(len(x), 1, 2, max(2, x.shape[3] // 24), device=device)
    fading = functional.interpolate(fading, x.shape[2:], mode="bilinear", align_corners=True)
    x = torch.where(some(0.15), x * (1 - uniform(x, 0.2, 0.9)[..., None] * fading), x)
    rows = torch.arange(HEIGHT_PX, device=device)[None, None, :, None]
    at = torch.randint(0, 31, (len(x), 1, 1, 1), device=device)
    thick = torch.randint(1, 3, (len(x), 1, 1, 1), device=device)
    rule = ((rows >= at) & (rows < at + thick)) * uniform(x, 0.25, 1)[..., None] * some(0.08)
    return torch.maximum(x, rule.to(x.dtype)).clamp(0, 1)
