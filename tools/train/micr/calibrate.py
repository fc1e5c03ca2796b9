"""The temperature that makes the network as sure as it is right, from lines that took no part in training.

Takes the checkpoints of the two folds; prints the temperature at which the true texts of the lines that each did not
see are likeliest together.
"""
import argparse
import pathlib

import numpy as np
import torch

from export import trained
from strips import MOST_LINES_OF_A_KIND, Strips, folds_of_lines, read_labels, targets


def losses(net, strips, members, temperatures):
    """-log P(text | strip), one row a strip and one column a temperature."""
    found = []
    for i in members:
        with torch.no_grad():
            outputs = net(torch.tensor(strips.pixels[i][None, None].astype(np.float32) / 255))[0]
        text = torch.tensor([targets(strips.text[i])])
        found.append([float(torch.nn.functional.ctc_loss((outputs / t).log_softmax(0).T[:, None], text,
                                                         [outputs.shape[1]], [text.shape[1]], reduction="sum"))
                      for t in temperatures])
    return np.array(found)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("checkpoints", type=pathlib.Path, nargs=2, help="of fold 0 and 1")
    arguments.add_argument("--real", type=pathlib.Path, required=True, help="strips of the real lines, less .bin")
    arguments.add_argument("--real-labels", type=pathlib.Path, required=True)
    arguments.add_argument("--relabel", action="append", default=[], metavar="WRONG=RIGHT")
    options = arguments.parse_args()
    torch.set_num_threads(1)
    texts = read_labels(options.real_labels, options.relabel)
    fold, alike = folds_of_lines(texts)
    strips = Strips(options.real, texts)
    temperatures = np.arange(0.5, 3.01, 0.1)
    total = 0
    for number, checkpoint in enumerate(options.checkpoints):
        members = [i for i, image in enumerate(strips.image) if fold[image] == number]
        # A line that is simply misread, or mislabelled, must not decide alone.
        found = np.minimum(losses(trained(checkpoint), strips, members, temperatures), 10)
        share = np.minimum(1, MOST_LINES_OF_A_KIND / alike[[strips.image[i] for i in members]])
        total = total + (found * share[:, None]).sum(0)
    print(f"{temperatures[total.argmin()]:.1f}")


if __name__ == "__main__":
    main()
