#!/usr/bin/python3
"""Draws training lines into numbered shards until told to stop; train.py reads them while more are drawn.

A shard is an .npz: `ink` (all columns of all lines side by side, 32 rows), `widths`, `texts`."""

import argparse
import glob
import hashlib
import os
import random
import sys

import cv2
import numpy as np

import draw


def real_names(data, part):
    """Real names with their labels. A quarter, chosen by the hash of the file's name, is never trained on."""
    found = []
    for row in open(f"{data}/names/labels.tsv", encoding="utf-8"):
        name, _, text = row.rstrip("\n").partition("\t")
        held_out = hashlib.sha256(name.encode()).digest()[0] < 64
        if held_out == (part == "held-out") and all(c in draw.texts.ALPHABET for c in text):
            gray = cv2.imread(f"{data}/names/{name}", cv2.IMREAD_GRAYSCALE)
            if gray is not None:
                found.append((gray, text))
    return found


def write_images(folder, lines):
    with open(f"{folder}/labels.tsv", "w", encoding="utf-8") as labels:
        for number, (gray, _, text) in enumerate(lines):
            cv2.imwrite(f"{folder}/{number:04d}.png", gray)
            labels.write(f"{number:04d}.png\t{text}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="folder with mnist/, emnist/, names/")
    parser.add_argument("--fonts", required=True, help="folder of handwriting fonts, .ttf or .woff (tools/fonts)")
    parser.add_argument("--library", required=True, help="libline_image_c.so")
    parser.add_argument("--out", required=True)
    parser.add_argument("--shards", type=int, default=100)
    parser.add_argument("--lines", type=int, default=2048, help="in a shard")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hold-out", nargs="*", default=[], help="fonts kept for measuring")
    parser.add_argument("--only-held-out", action="store_true", help="draw with those fonts alone: a set to measure on")
    parser.add_argument("--real-share", type=float, default=0.5, help="of lines of digits, composed of real digits")
    parser.add_argument("--images", action="store_true", help="write the scans and labels.tsv, for lockbox-read, not shards")
    parser.add_argument("--kinds", nargs="*", default=[], help="only these generators of texts.py: amount, date, name ...")
    parser.add_argument("--print-fonts", default="/usr/share/fonts", help="folder that holds the fonts of print")
    args = parser.parse_args()
    if args.kinds:
        draw.texts.KINDS = [(getattr(draw.texts, kind), 1) for kind in args.kinds]
    cv2.setNumThreads(1)
    os.makedirs(args.out, exist_ok=True)
    names = [] if args.only_held_out else real_names(args.data, "training")
    draw.texts.OTHER_NAMES = [text for _, text in names]
    artist = draw.Artist(args.data, args.fonts, args.library, names,
                         lambda font: (font in args.hold_out) == args.only_held_out, args.real_share, (args.print_fonts,))
    for shard in range(args.shards):
        path = os.path.join(args.out, f"lines-{args.seed}-{shard:05d}.npz")
        if os.path.exists(path):
            continue
        rng = random.Random(f"{args.seed}/{shard}")
        lines = []
        while len(lines) < args.lines:
            drawn = artist.line(rng)
            if drawn is not None:
                lines.append(drawn)
        if args.images:
            write_images(args.out, lines)
            continue
        np.savez(path + ".part.npz", ink=np.hstack([ink for _, ink, _ in lines]), widths=np.array([ink.shape[1] for _, ink, _ in lines]),
                 texts=np.array([text for _, _, text in lines]))
        os.rename(path + ".part.npz", path)
        print(path, flush=True)


if __name__ == "__main__":
    sys.exit(main())
