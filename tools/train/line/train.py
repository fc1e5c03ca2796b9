#!/usr/bin/python3
"""Trains the line recogniser on shards of make_lines.py. Stop it at any time; started again, it goes on from its last
checkpoint. Uses a GPU when there is one."""

import argparse
import glob
import os
import random
import sys
import time

import cv2
import numpy as np
import torch
from torch.nn import functional

import begin
import net as network
import texts

CODE = {character: i + 1 for i, character in enumerate(texts.ALPHABET)}


def load(path):
    shard = np.load(path)
    ends = np.cumsum(shard["widths"])
    ink = shard["ink"]
    return [(ink[:, end - width:end], str(text)) for width, end, text in zip(shard["widths"], ends, shard["texts"])]


def batches(lines, size_px, rng):
    """Lines of like width together; a batch holds about size_px columns."""
    order = sorted(range(len(lines)), key=lambda i: lines[i][0].shape[1] + rng.random() * 24)
    groups, group, widest = [], [], 0
    for i in order:
        widest = max(widest, lines[i][0].shape[1])
        if group and widest * (len(group) + 1) > size_px:
            groups.append(group)
            group, widest = [], lines[i][0].shape[1]
        group.append(i)
    groups.append(group)
    rng.shuffle(groups)
    return groups


def varied(line, text, rng, noise):
    """The line once more, never twice the same: stretched, leaning, shifted, with another pen and another threshold. A line
    is cheap to vary and dear to draw."""
    needed = 4 * (len(text) + sum(a == b for a, b in zip(text, text[1:])) + 1)
    width = int(line.shape[1] * np.exp(rng.gauss(0, 0.16)))
    width = min(1000, max(needed, 16, width) + 3) // 4 * 4
    sx, sy, lean = width / line.shape[1], np.exp(rng.gauss(-0.06, 0.11)), rng.gauss(0, 0.16)
    turn = np.float32([[sx, -lean, 16 * lean], [0, sy, 16 - 16 * sy + rng.gauss(0, 1.2)]])
    line = cv2.warpAffine(line, turn, (width, 32), flags=cv2.INTER_LINEAR)
    kind = rng.random()
    if kind < 0.12:
        line = cv2.dilate(line, np.ones((2, 2), np.uint8))
    elif kind < 0.22:
        line = cv2.erode(line, np.ones((2, 2), np.uint8))
    elif kind < 0.32:
        line = cv2.GaussianBlur(line, (0, 0), rng.uniform(0.4, 1.1))
    elif kind < 0.40:
        line = cv2.threshold(line, rng.randint(60, 180), 255, cv2.THRESH_BINARY)[1]
    if rng.random() < 0.2:
        line = np.clip(line + noise.normal(0, rng.uniform(4, 30), line.shape), 0, 255)
    if rng.random() < 0.08:
        row = rng.randint(0, 30)
        line = line.copy()
        line[row:row + rng.randint(1, 2)] = np.maximum(line[row:row + 1], rng.randint(60, 255))
    return 255 * (line / 255.0) ** np.exp(rng.gauss(0, 0.35)), text


def tensor_of(lines, device):
    width = -(-max(line.shape[1] for line, _ in lines) // 32) * 32  # few shapes: each is prepared for anew
    x = np.zeros((len(lines), 1, 32, width), np.float32)
    for row, (line, _) in enumerate(lines):
        x[row, 0, :, :line.shape[1]] = line / 255.0
    return torch.from_numpy(x).to(device).to(memory_format=torch.channels_last)


def keep_edges(net):
    """The first two convolutions stay as they are: the dearest half of a step, and the edges of strokes are soon learnt."""
    for parameter in net.body[:2].eval().parameters():
        parameter.requires_grad = False


def learns_edges(net):
    return net.body[0][0].weight.requires_grad


def loss_of(net, lines, device):
    # Channels last and 16-bit products train several times as fast on a processor that knows them. The first two
    # convolutions keep to 32 bits: oneDNN 2.6 gets the second's 16-bit gradient wrong on wide lines.
    with torch.set_grad_enabled(learns_edges(net)):
        begun = net.body[:2](tensor_of(lines, device))
    with torch.autocast(device, torch.bfloat16):
        raw = net.body[2:](begun)
    scores = functional.log_softmax(raw.float().squeeze(2), 1).permute(2, 0, 1)
    steps = torch.tensor([line.shape[1] // 4 for line, _ in lines])
    codes = [[CODE[c] for c in text] for _, text in lines]
    lengths = torch.tensor([len(code) for code in codes])
    flat = torch.tensor([c for code in codes for c in code])
    return functional.ctc_loss(scores, flat.to(device), steps, lengths, zero_infinity=True)


def greedy(scores):
    text, last = "", 0
    for code in scores.argmax(0).tolist():
        if code not in (0, last):
            text += texts.ALPHABET[code - 1]
        last = code
    return text.strip()


def measure(net, lines, device):
    net.eval()
    right = 0
    with torch.no_grad():
        for line, text in lines:
            right += greedy(net(tensor_of([(line, text)], device))[0, :, 0].cpu()) == text
    net.train()
    return right / max(1, len(lines))


def warm_start(net, args, rng, device):
    """Lines of all widths side by side in long strips, so that padding does not tell in what the norms see."""
    path = sorted(p for p in glob.glob(args.lines + "/*.npz") if ".part" not in p)[0]
    lines = [varied(*line, rng, np.random.default_rng(0))[0] for line in rng.sample(load(path), 384)]
    strips = [(np.hstack(lines[i::12])[:, :6400], "") for i in range(12)]
    begin.begin_from(net, args.begin, tensor_of(strips, device))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", required=True, help="folder of training shards")
    parser.add_argument("--held-out", required=True, help="folder of shards that are only measured on")
    parser.add_argument("--checkpoint", required=True, help="file; read when it is there")
    parser.add_argument("--begin", help="another checkpoint, or weights that ship (.net), to start a new round from, when there is none yet")
    parser.add_argument("--minutes", type=float, default=600, help="of training in all; the rate falls towards their end")
    parser.add_argument("--columns", type=int, default=9000, help="line columns in a batch")
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--keep-edges", action="store_true", help="train all but the first two convolutions, twice as fast")
    parser.add_argument("--shards", type=int, default=6, help="kept in memory at a time")
    args = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(1)
    rng = random.Random(1)
    net = network.LineNet().to(device, memory_format=torch.channels_last)
    print(f"{network.parameters(net)} parameters, {device}, {torch.get_num_threads()} threads", flush=True)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=1e-3)
    average = {k: v.clone() for k, v in net.state_dict().items()}
    step, before_min = 0, 0.0
    begun = os.path.exists(args.checkpoint)
    if not begun and args.begin and args.begin.endswith(".net"):
        warm_start(net, args, rng, device)
        average = {k: v.clone() for k, v in net.state_dict().items()}
    elif begun or args.begin:
        kept = torch.load(args.checkpoint if begun else args.begin, map_location=device)
        net.load_state_dict(kept["net"]); optimiser.load_state_dict(kept["optimiser"])
        average, step, before_min = kept["average"], kept["step"], kept["spent_min"] if begun else 0.0
        rng.seed(step)
    if args.keep_edges:
        keep_edges(net)
    held_out = [line for path in sorted(glob.glob(args.held_out + "/*.npz")) for line in load(path)][:400]
    started, seen, losses, skipped = time.time(), 0, [], 0
    noise = np.random.default_rng(step)
    spent_min = lambda: before_min + (time.time() - started) / 60
    while spent_min() < args.minutes:
        paths = glob.glob(args.lines + "/*.npz")
        paths = [p for p in paths if ".part" not in p]
        lines = [line for path in rng.sample(paths, min(args.shards, len(paths))) for line in load(path)]
        for group in batches(lines, args.columns, rng):
            warm = min(1.0, (step + 1) / 500)
            fall = 0.5 * (1 + np.cos(np.pi * min(1.0, spent_min() / args.minutes)))
            for settings in optimiser.param_groups:
                settings["lr"] = args.rate * warm * max(0.01, fall)
            norms = [buffer.clone() for buffer in net.buffers()]
            loss = loss_of(net, [varied(*lines[i], rng, noise) for i in group], device)
            optimiser.zero_grad()
            loss.backward()
            if not torch.isfinite(torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)):
                skipped += 1  # one step of no number would end the training
                for buffer, before in zip(net.buffers(), norms):
                    buffer.copy_(before)
                continue
            optimiser.step()
            with torch.no_grad():
                keep = min(0.999, (step + 1) / (step + 10))
                for key, value in net.state_dict().items():
                    if value.dtype.is_floating_point:
                        average[key].mul_(keep).add_(value, alpha=1 - keep)
                    else:
                        average[key].copy_(value)
            step, seen = step + 1, seen + len(group)
            losses.append(loss.item())
            if step % 100 == 0:
                print(f"{spent_min():.1f} min step {step} loss {np.mean(losses):.4f} {seen / (time.time() - started):.0f} lines/s {len(paths)} shards {skipped} skipped", flush=True)
                losses = []
            done = spent_min() >= args.minutes
            if step % 500 == 0 or done:
                torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "average": average, "step": step,
                            "spent_min": spent_min()},
                           args.checkpoint + ".part")
                os.replace(args.checkpoint + ".part", args.checkpoint)
            if step % 1000 == 0 or done:
                best = network.LineNet().to(device); best.load_state_dict(average)
                print(f"step {step} held-out exact {measure(best, held_out, device):.4f}", flush=True)
            if done:
                break


if __name__ == "__main__":
    sys.exit(main())
