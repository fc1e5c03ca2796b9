#!/usr/bin/python3
"""Writes the averaged weights of a checkpoint as the program reads them (ocr/line_net.h): batch norms folded into their
convolutions, half floats, the largest layers in 8 bits. Prints the SHA-256 that belongs into ocr/models/line.net.sha256."""

import argparse
import hashlib
import struct

import torch
from torch import nn

import net as network
import texts


def layers_of(module):
    """The network as a flat list of what ocr/line_net.h knows: convolutions with their ReLU, pools, keep and add."""
    if isinstance(module, network.Residual):
        first, second = layers_of(module.first), layers_of(module.second)
        return [("keep",)] + first + second + [("add",)]
    if isinstance(module, nn.Conv2d):
        return [["conv", module, False]]
    if isinstance(module, nn.MaxPool2d):
        size = module.kernel_size
        return [("pool", *(size if isinstance(size, tuple) else (size, size)))]
    layers = []
    for child in module.children():
        if isinstance(child, nn.BatchNorm2d):
            layers[-1][1] = nn.utils.fuse_conv_bn_eval(layers[-1][1], child)
        elif isinstance(child, nn.ReLU):
            layers[-1][2] = True
        elif not isinstance(child, nn.Dropout):
            layers += layers_of(child)
    return layers


def pair(value):
    return value if isinstance(value, tuple) else (value, value)


SMALL_FROM = 8000  # weights: layers of as many are written in 8 bits with a scale per output


def written(layer):
    if layer[0] == "pool":
        return struct.pack("<BHH", 2, *layer[1:])
    if layer[0] == "keep":
        return b"\x03"
    if layer[0] == "add":
        return b"\x04"
    conv, relu = layer[1:]
    small = conv.weight.numel() >= SMALL_FROM
    head = struct.pack("<B10HB", 5 if small else 1, conv.in_channels, conv.out_channels, *pair(conv.kernel_size),
                       *pair(conv.stride), *pair(conv.padding), *pair(conv.dilation), relu)
    bias = conv.bias if conv.bias is not None else torch.zeros(conv.out_channels)
    weights = in_8_bits(conv.weight.detach()) if small else conv.weight.detach().half().numpy().tobytes()
    return head + weights + bias.detach().float().numpy().tobytes()


def in_8_bits(weights):
    scale = weights.abs().amax((1, 2, 3)).clamp(min=1e-12) / 127
    steps = (weights / scale[:, None, None, None]).round().to(torch.int8)
    return scale.float().numpy().tobytes() + steps.numpy().tobytes()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("out")
    args = parser.parse_args()
    net = network.LineNet()
    net.load_state_dict(torch.load(args.checkpoint, map_location="cpu", weights_only=False)["average"])
    layers = layers_of(net.eval().body)
    alphabet = texts.ALPHABET.encode("ascii")
    content = b"LBXLINE1" + struct.pack("<I", len(alphabet)) + alphabet + struct.pack("<I", len(layers))
    content += b"".join(written(layer) for layer in layers)
    open(args.out, "wb").write(content)
    print(f"{len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
