#!/usr/bin/python3
"""Trains the line recogniser on shards of make_lines.py, which may be drawn meanwhile. Uses a GPU when there is one. Stop it
at any time; started again, it goes on from its last checkpoint (told to by SIGTERM, it writes one first)."""

import argparse
import glob
import os
import signal
import sys
import time

import numpy as np
import torch
from torch.nn import functional

import net as network
import texts
import vary

CODE = {character: i + 1 for i, character in enumerate(texts.ALPHABET)}
ALIKE = 4  # a batch is drawn from this many times as many lines of like width
CANVASES_PX = np.array([64, 128, 192, 256, 320, 384, 448, 512, 640, 768, 1024])  # few: each is prepared for anew, a second on a GPU


class Pool:
    """The lines read so far: their columns one after another on the device, the rest here."""

    def __init__(self, folder, device, lines_max):
        self.folder, self.device, self.lines_max, self.read = folder, device, lines_max, set()
        self.ink = torch.zeros((0, vary.HEIGHT_PX), dtype=torch.uint8, device=device)
        self.widths, self.needed_px, self.texts = np.zeros(0, np.int64), np.zeros(0, np.int64), []

    def take_in(self):
        """Reads the shards that have come since; gives how many lines there are."""
        paths = [p for p in sorted(glob.glob(self.folder + "/*.npz")) if ".part" not in p and p not in self.read]
        new, widths, needed_px = [], [self.widths], [self.needed_px]
        for path in paths:
            if len(self.texts) >= self.lines_max:
                break
            shard = np.load(path)
            new.append(torch.from_numpy(np.ascontiguousarray(shard["ink"].T)).to(self.device))
            widths.append(shard["widths"].astype(np.int64))
            codes = [[CODE[c] for c in str(text)] for text in shard["texts"]]
            needed_px.append(np.array([4 * (len(t) + sum(a == b for a, b in zip(t, t[1:])) + 1) for t in codes]))
            self.texts += codes
            self.read.add(path)
        if new:
            self.ink = torch.cat([self.ink] + new)
            self.widths, self.needed_px = np.concatenate(widths), np.concatenate(needed_px)
            self.starts = np.cumsum(self.widths) - self.widths
            self.order = np.argsort(self.widths, kind="stable")
            self.columns = np.cumsum(self.widths[self.order])
        return len(self.texts)

    def batch(self, rng, columns_px):
        """Lines of like width, every line as likely as any other, and the width of the canvas that they are varied on."""
        rank = int(np.searchsorted(self.columns, rng.integers(self.columns[-1])))
        canvas_px = int(CANVASES_PX[min(np.searchsorted(CANVASES_PX, int(1.3 * self.widths[self.order[rank]])), len(CANVASES_PX) - 1)])
        count = max(2, columns_px // canvas_px)
        window = self.order[max(0, rank - ALIKE * count // 2):rank + ALIKE * count // 2 + 1]
        return rng.choice(window, count, replace=len(window) < count), canvas_px

    def lines(self, chosen):
        """Their ink, lines x columns x 32, from 0 to 1."""
        widest = int(self.widths[chosen].max())
        column = torch.arange(widest, device=self.device)
        widths = torch.from_numpy(self.widths[chosen]).to(self.device)
        at = torch.from_numpy(self.starts[chosen]).to(self.device)[:, None] + torch.minimum(column, widths[:, None] - 1)
        return self.ink[at].float() / 255 * (column < widths[:, None])[..., None], widths

    def targets(self, chosen):
        codes = [self.texts[i] for i in chosen]
        lengths = torch.tensor([len(code) for code in codes])
        return torch.tensor([c for code in codes for c in code]).to(self.device), lengths


def loss_of(net, pool, chosen, canvas_px, rng):
    ink, widths = pool.lines(chosen)
    new = np.minimum(vary.widths_px(rng, pool.widths[chosen], pool.needed_px[chosen]), canvas_px)
    x = vary.varied(ink, widths, torch.from_numpy(new).to(pool.device), canvas_px).contiguous(memory_format=torch.channels_last)
    with torch.autocast(pool.device, torch.bfloat16, enabled=pool.device == "cuda"):
        raw = net(x)
    scores = functional.log_softmax(raw.float().squeeze(2), 1).permute(2, 0, 1)
    flat, lengths = pool.targets(chosen)
    return functional.ctc_loss(scores, flat, torch.from_numpy(new // 4), lengths, zero_infinity=True)


def greedy(codes):
    text, last = "", 0
    for code in codes:
        if code not in (0, last):
            text += texts.ALPHABET[code - 1]
        last = code
    return text.strip()


def measure(net, pool):
    """The share of lines that are read exactly."""
    net.eval()
    right, order = 0, np.argsort(pool.widths)
    with torch.no_grad():
        for chosen in np.array_split(order, max(1, len(order) // 32)):
            ink, _ = pool.lines(chosen)
            ink = functional.pad(ink, (0, 0, 0, -ink.shape[1] % 4))
            best = net(ink.transpose(1, 2)[:, None]).argmax(1)[:, 0].cpu().numpy()
            right += sum(greedy(row[:pool.widths[i] // 4]) == "".join(texts.ALPHABET[c - 1] for c in pool.texts[i])
                         for row, i in zip(best, chosen))
    return right / max(1, len(order))


class Average:
    """The running mean of the weights: what ships."""

    def __init__(self, net):
        self.net = network.LineNet().to(next(net.parameters()).device)
        self.net.load_state_dict(net.state_dict())
        real = lambda of: [value for value in of.state_dict().values() if value.dtype.is_floating_point]
        self.ours, self.theirs = real(self.net), real(net)

    def follow(self, step):
        keep = min(0.999, (step + 1) / (step + 10))
        torch._foreach_mul_(self.ours, keep)
        torch._foreach_add_(self.ours, self.theirs, alpha=1 - keep)


def begin(net, still_norms):
    """Training mode; with `still_norms` the batch norms stay what they are, as a few small lines of one kind are no measure
    of all lines."""
    net.train()
    for module in net.modules():
        if still_norms and isinstance(module, torch.nn.BatchNorm2d):
            module.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", required=True, help="folder of training shards")
    parser.add_argument("--held-out", required=True, help="folder of shards that are only measured on")
    parser.add_argument("--checkpoint", required=True, help="file; read when it is there")
    parser.add_argument("--minutes", type=float, default=600, help="of training in all; the rate falls towards their end")
    parser.add_argument("--columns", type=int, default=9000, help="line columns in a batch; 300000 suit a large GPU")
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--dropout", type=float, default=0.1, help="0 once lines of new hands are read as well as those of known ones")
    parser.add_argument("--still-norms", action="store_true", help="for a last round on small batches")
    parser.add_argument("--begin-lines", type=int, default=2048, help="waits until so many are drawn")
    parser.add_argument("--keep-lines", type=int, default=4000000, help="reads no more than these")
    args = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(1)
    torch.backends.cudnn.benchmark = True
    net = network.LineNet(args.dropout).to(device, memory_format=torch.channels_last)
    print(f"{network.parameters(net)} parameters, {device}", flush=True)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=5e-3, **({"fused": True} if device == "cuda" else {}))
    average, step, before_min = Average(net), 0, 0.0
    if os.path.exists(args.checkpoint):
        kept = torch.load(args.checkpoint, map_location=device, weights_only=False)
        net.load_state_dict(kept["net"]); optimiser.load_state_dict(kept["optimiser"])
        average.net.load_state_dict(kept["average"])
        step, before_min = kept["step"], kept["spent_min"]
    rng = np.random.default_rng(step)
    torch.manual_seed(step)
    held_out, pool = Pool(args.held_out, device, 1 << 30), Pool(args.lines, device, args.keep_lines)
    held_out.take_in()
    while pool.take_in() < args.begin_lines:
        time.sleep(0.5)
    started, said, saved, seen, losses = time.time(), time.time(), time.time(), 0, []
    spent_min = lambda: before_min + (time.time() - started) / 60
    begin(net, args.still_norms)
    done, told_to_stop = False, []
    signal.signal(signal.SIGTERM, lambda *_: told_to_stop.append(True))
    while not done:
        fall = 0.5 * (1 + np.cos(np.pi * min(1.0, spent_min() / args.minutes)))
        for settings in optimiser.param_groups:
            settings["lr"] = float(args.rate * min(1.0, (step + 1) / 500) * max(0.003, fall))
        chosen, canvas_px = pool.batch(rng, args.columns)
        loss = loss_of(net, pool, chosen, canvas_px, rng)
        optimiser.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        if device == "cuda":  # one step of no number would end the training; here it is skipped without waiting for it
            optimiser.found_inf = (~torch.isfinite(norm)).float()
        if device == "cuda" or torch.isfinite(norm):
            optimiser.step()
        average.follow(step)
        step, seen = step + 1, seen + len(chosen)
        losses.append(loss.detach())
        done = bool(told_to_stop) or spent_min() >= args.minutes
        if step % 100 == 0:
            pool.take_in()
        if time.time() - said > 10 or done:
            print(f"{spent_min():.1f} min step {step} loss {torch.stack(losses).mean():.4f} norm {norm:.2f} "
                  f"{seen / (time.time() - started):.0f} lines/s of {len(pool.texts)}", flush=True)
            losses, said = [], time.time()
        if time.time() - saved > 60 or done:
            torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "average": average.net.state_dict(),
                        "step": step, "spent_min": spent_min()}, args.checkpoint + ".part")
            os.replace(args.checkpoint + ".part", args.checkpoint)
            print(f"step {step} held-out exact {measure(average.net, held_out):.4f}", flush=True)
            saved = time.time()


if __name__ == "__main__":
    sys.exit(main())
