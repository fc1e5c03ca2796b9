"""Writes a trained network as ocr/micr_weights.cpp: whole numbers from -44 to 44 times one scale an output."""
import argparse
import pathlib

import numpy as np
import torch

from net import HEAD, LAYERS, MicrNet

MOST = 44
WRITTEN = [chr(c) for c in range(ord("#"), ord("~") + 1) if chr(c) not in "?\\"][:2 * MOST + 1]
SOURCE = """#include "ocr/micr_weights.h"

// Written by the training recipe; not meant to be read.
// clang-format off
namespace lockbox {{

const MicrWeights kMicrWeights = {{
    .temperature = {temperature:.3f}F,
    .layers = {{{{
{layers}    }}}},
}};

}}  // namespace lockbox
"""
LAYER = """    {{ {form},
{weights},
    {{{{{scale}}}}},
    {{{{{bias}}}}}}},
"""


def trained(path):
    net = MicrNet()
    net.load_state_dict(torch.load(path, map_location="cpu")["net"])
    return net.eval()


def rounded(weights):
    """(whole numbers, scale of each output) of weights (outputs, inputs, rows, columns)."""
    scale = weights.abs().amax(dim=(1, 2, 3)).clamp(min=1e-6) / MOST
    return torch.round(weights / scale[:, None, None, None]).int(), scale


def weights_source(net, temperature):
    layers = ""
    for (weights, bias), (_, *form) in zip(net.folded(), LAYERS + [HEAD]):
        whole, scale = rounded(weights.detach())
        written = "".join(WRITTEN[value + MOST] for value in whole.permute(2, 3, 1, 0).flatten().tolist())
        numbers = [weights.shape[1], weights.shape[0]] + [number for pair in form for number in pair]
        layers += LAYER.format(form=", ".join(map(str, numbers)),
                               weights="\n".join(f'"{written[i:i + 118]}"' for i in range(0, len(written), 118)),
                               scale=wrapped(scale.tolist()), bias=wrapped(bias.tolist()))
    return SOURCE.format(temperature=temperature, layers=layers)


def wrapped(values):
    lines = [""]
    for value in values:
        written = f"{value:.3e}F"
        if len(lines[-1]) + len(written) > 112:
            lines.append("")
        lines[-1] += written + ", "
    return "\n".join(line.rstrip() for line in lines).rstrip(",")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("checkpoint", type=pathlib.Path)
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("--temperature", type=float, default=1)
    options = arguments.parse_args()
    options.out.write_text(weights_source(trained(options.checkpoint), options.temperature))


if __name__ == "__main__":
    main()
