"""Trains the MICR network by connectionist temporal classification: strips 28 px high in, characters out.

Without --fold on everything, which is what ships; with --fold N without that half of the real lines, to be measured
on it. Writes OUT.pt after every 400 steps and begins from there when it exists. Uses a GPU when there is one.
"""
import argparse
import pathlib
import time

import numpy as np
import torch

from net import FRAME_PX, MicrNet
from strips import MOST_LINES_OF_A_KIND, Strips, folds_of_lines, read_labels, targets, varied

BATCH = {"drawn": 8, "real": 6, "none": 2}
PAST_READING = 0.5  # loss a character: lines on which characters are lost altogether would teach to guess


class Material:
    """Draws batches; `real` holds the lines that may train."""

    def __init__(self, options):
        self.random, self.times = np.random.default_rng(options.seed), options.times
        texts = read_labels(options.real_labels, options.relabel)
        fold, alike = folds_of_lines(texts)
        self.sets = {"drawn": Strips(options.drawn, read_labels(options.drawn_labels)),
                     "real": Strips(options.real, texts), "none": Strips(options.none)}
        self.shares = {name: np.ones(len(strips.pixels)) for name, strips in self.sets.items()}
        of = np.array(self.sets["real"].image)
        self.shares["real"] = (fold[of] != options.fold) * np.minimum(1, MOST_LINES_OF_A_KIND / alike[of])

    def batch(self):
        strips, texts = [], []
        for name, count in BATCH.items():
            count *= self.times
            share = self.shares[name] / self.shares[name].sum()
            for i in self.random.choice(len(share), count, p=share):
                strips.append(varied(self.sets[name].pixels[i], self.random))
                texts.append(targets(self.sets[name].text[i]))
        return packed(strips) + (texts,)


def packed(strips):
    """Strips side by side in rows, (rows, 1, 28, width), and each one's (row, first frame, end frame)."""
    width = max(900, max(strip.shape[1] for strip in strips)) // FRAME_PX * FRAME_PX + FRAME_PX
    filled, places = [], [None] * len(strips)
    for i in sorted(range(len(strips)), key=lambda i: -strips[i].shape[1]):
        frames = (strips[i].shape[1] + FRAME_PX - 1) // FRAME_PX
        row = next((row for row, used in enumerate(filled) if (used + frames) * FRAME_PX <= width), len(filled))
        if row == len(filled):
            filled.append(0)
        places[i] = (row, filled[row], filled[row] + frames)
        filled[row] += frames
    pixels = np.zeros((len(filled), 1, strips[0].shape[0], width), np.float32)
    for strip, (row, first, _) in zip(strips, places):
        pixels[row, 0, :, first * FRAME_PX:first * FRAME_PX + strip.shape[1]] = strip
    return torch.tensor(pixels).to(memory_format=torch.channels_last), places


def train(options):
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)  # the least gradients would take most of the time
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    material, net = Material(options), MicrNet().to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(net.parameters(), options.rate, weight_decay=1e-5)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, options.rate, options.steps, pct_start=0.15)
    first, all_may_teach = 0, options.steps // 4  # a net that reads nothing yet loses all characters
    if options.begin:
        all_may_teach = 0
        net.load_state_dict(torch.load(options.begin, map_location=device)["net"])
    if options.out.exists():
        state = torch.load(options.out, map_location=device)
        first = state["step"]
        for part, name in ((net, "net"), (optimiser, "optimiser"), (schedule, "schedule")):
            part.load_state_dict(state[name])
        material.random = np.random.default_rng(options.seed + first)
    loss_of = torch.nn.CTCLoss(reduction="none", zero_infinity=True)
    seen, start = [], time.time()
    for step in range(first, options.steps):
        pixels, places, texts = material.batch()
        lengths = torch.tensor([len(text) for text in texts])
        flat = torch.tensor([symbol for text in texts for symbol in text], dtype=torch.long)
        outputs = net(pixels.to(device)).log_softmax(1)
        outputs = torch.nn.utils.rnn.pad_sequence([outputs[row, :, first:end].T for row, first, end in places])
        losses = loss_of(outputs, flat.to(device), torch.tensor([end - first for _, first, end in places]), lengths)
        lengths = lengths.to(device)
        readable = losses / lengths.clamp(min=4) < PAST_READING
        loss = (losses * (readable | (step < all_may_teach))).sum() / lengths.sum()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        seen.append(loss.detach())
        if (step + 1) % 100 == 0:
            print(f"step {step + 1}: loss {float(torch.stack(seen[-100:]).mean()):.4f}, {time.time() - start:.0f} s", flush=True)
        if (step + 1) % 400 == 0 or step + 1 == options.steps:
            torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(),
                        "schedule": schedule.state_dict(), "step": step + 1}, options.out)


def read_options():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name, help_text in (("--real", "strips of the real lines, less .bin"), ("--real-labels", "their labels.tsv"),
                            ("--drawn", "strips of the drawn lines"), ("--drawn-labels", "their labels.tsv"),
                            ("--none", "strips of the drawn pages without a line"), ("--out", "checkpoint, OUT.pt")):
        arguments.add_argument(name, type=pathlib.Path, required=True, help=help_text)
    arguments.add_argument("--relabel", action="append", default=[], metavar="WRONG=RIGHT",
                           help="mends a label of the real lines that is not what is printed")
    arguments.add_argument("--fold", type=int, default=-1)
    arguments.add_argument("--begin", type=pathlib.Path, help="checkpoint whose weights another cycle begins with")
    arguments.add_argument("--steps", type=int, default=1700)
    arguments.add_argument("--times", type=int, default=1, help="as large a batch")
    arguments.add_argument("--rate", type=float, default=4e-3)
    arguments.add_argument("--seed", type=int, default=0)
    return arguments.parse_args()


if __name__ == "__main__":
    train(read_options())
