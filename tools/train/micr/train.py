"""Trains the MICR classifier: 168 pixels, 48 hidden units, 14 characters and "none of them".

Trains once on each half of the real lines (with all that is drawn) to measure on the other half and to set the
temperature there, then on everything. Writes micr_weights.cpp, and for each half foldN.cpp, trained without it, and
foldN.lst, its lines; the .cpp files have the shape of ocr/micr_weights.cpp.
"""
import argparse
import concurrent.futures
import pathlib

import numpy as np
import torch

from export import weights_source
from windows import NONE, UNKNOWN, Windows, folds_of_lines, read_labels

HIDDEN = 48
CONTRAST = 4.0  # windows have norm one: this brings their pixels to about one for the optimiser; folded in on export
MOST_LINES_OF_A_KIND = 12  # however many near-duplicates there are of a real line, they weigh like this many


def train(pixels, truth, weight, epochs, batch, seed):
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    net = torch.nn.Sequential(torch.nn.Linear(pixels.shape[1], HIDDEN), torch.nn.ReLU(),
                              torch.nn.Linear(HIDDEN, NONE + 1))
    optimiser = torch.optim.Adam(net.parameters(), 2e-3, weight_decay=1e-5)
    x, y, w = torch.tensor(pixels) * CONTRAST, torch.tensor(truth), torch.tensor(weight, dtype=torch.float32)
    steps = epochs * (len(x) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.02, 1 - step / steps))
    for _ in range(epochs):
        order = torch.randperm(len(x))
        for start in range(0, len(x) - batch + 1, batch):
            some = order[start:start + batch]
            loss = (torch.nn.functional.cross_entropy(net(x[some]), y[some], reduction="none") * w[some]).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return net


def outputs(net, pixels):
    with torch.no_grad():
        return net(torch.tensor(pixels) * CONTRAST)


def best_temperature(logits, truth):
    """The one of least cross-entropy; steps of 0.05."""
    return min(np.arange(0.3, 1.5, 0.05),
               key=lambda t: float(torch.nn.functional.cross_entropy(logits / float(t), torch.tensor(truth))))


def report(name, logits, truth, temperature):
    posterior = torch.softmax(logits / temperature, 1).numpy()
    read, sure = posterior[:, :NONE].argmax(1), posterior[:, :NONE].max(1)
    character = truth != NONE
    for least in (0.9, 0.99, 0.999):
        certain = sure >= least
        print(f"{name}: at {least}: {np.mean(certain[character]):.2%} of {character.sum()} characters certain, "
              f"{np.sum(certain & character & (read != truth))} of them wrong; "
              f"{np.sum(certain & ~character)} of {np.sum(~character)} windows without a character certain")


class Material:
    """All windows that train; real ones weigh more than drawn ones, near-duplicates together like a dozen."""

    def __init__(self, options):
        random = np.random.default_rng(options.seed)
        texts = read_labels(options.real_labels)
        for slip in options.relabel:
            texts = [text.replace(*slip.split("=")) for text in texts]
        self.real = Windows(options.real, texts, "real")
        self.fold_of_line, alike = folds_of_lines(texts)
        self.fold = self.fold_of_line[self.real.image]
        self.real_weight = options.real_weight * np.minimum(1, MOST_LINES_OF_A_KIND / alike[self.real.image])
        self.drawn = Windows(options.drawn, read_labels(options.drawn_labels), "drawn")
        self.drawn.truth[random.random(len(self.drawn.truth)) > options.drawn_share] = UNKNOWN
        self.none = Windows(options.none, None, None)

    def without_fold(self, fold):
        real = (self.real.truth != UNKNOWN) & (self.fold != fold)
        drawn, none = self.drawn.truth != UNKNOWN, self.none.truth != UNKNOWN
        return (np.concatenate([self.drawn.pixels[drawn], self.real.pixels[real], self.none.pixels[none]]),
                np.concatenate([self.drawn.truth[drawn], self.real.truth[real], self.none.truth[none]]),
                np.concatenate([np.ones(drawn.sum()), self.real_weight[real], np.full(none.sum(), 2.0)]))

    def measured(self, fold):
        """Windows of a fold as the reader aligns them, and those between characters."""
        of_fold = (self.fold == fold) & (self.real.truth != UNKNOWN) & (self.real.kind != "shifted")
        return self.real.pixels[of_fold], self.real.truth[of_fold]


def read_options():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name, help_text in (("--real", "windows of the real lines, less .bin"), ("--real-labels", "their labels.tsv"),
                            ("--real-list", "their paths, one a line"),
                            ("--drawn", "windows of the drawn lines"), ("--drawn-labels", "their labels.tsv"),
                            ("--none", "windows of the drawn pages without a line"), ("--out", "folder to write to")):
        arguments.add_argument(name, type=pathlib.Path, required=True, help=help_text)
    arguments.add_argument("--relabel", action="append", default=[], metavar="WRONG=RIGHT",
                           help="mends a label of the real lines that is not what is printed")
    arguments.add_argument("--real-weight", type=float, default=4)
    arguments.add_argument("--drawn-share", type=float, default=0.9, help="of the drawn windows that train")
    arguments.add_argument("--epochs", type=int, default=10)
    arguments.add_argument("--batch", type=int, default=512)
    arguments.add_argument("--seed", type=int, default=0)
    return arguments.parse_args()


def main():
    options = read_options()
    material = Material(options)
    paths = options.real_list.read_text().splitlines()
    options.out.mkdir(parents=True, exist_ok=True)
    counts = [int(np.sum(windows.truth != UNKNOWN)) for windows in (material.drawn, material.real, material.none)]
    print("windows drawn, real, none:", counts, flush=True)
    with concurrent.futures.ProcessPoolExecutor(3) as trainers:
        trained = [trainers.submit(train, *material.without_fold(fold), options.epochs, options.batch, options.seed)
                   for fold in (0, 1, None)]
        nets = [each.result() for each in trained]
    held_out = [(outputs(nets[fold], pixels), truth) for fold, (pixels, truth)
                in enumerate(material.measured(fold) for fold in (0, 1))]
    temperature = best_temperature(torch.cat([logits for logits, _ in held_out]),
                                   np.concatenate([truth for _, truth in held_out]))
    print(f"temperature {temperature:.2f}", flush=True)
    for fold, (logits, truth) in enumerate(held_out):
        report(f"fold {fold}", logits, truth, temperature)
        (options.out / f"fold{fold}.cpp").write_text(weights_source(nets[fold], CONTRAST, temperature))
        (options.out / f"fold{fold}.lst").write_text(
            "".join(f"{path}\n" for path, of in zip(paths, material.fold_of_line) if of == fold))
    (options.out / "micr_weights.cpp").write_text(weights_source(nets[2], CONTRAST, temperature))


if __name__ == "__main__":
    main()
