#!/usr/bin/python3
"""Averages the running means of several checkpoints of one training, each with its weight, into a checkpoint to go on from or
to export: weights that lie between two trainings read unseen hands better than either."""

import argparse

import torch

import net as network
import resume


def folded(weights):
    """The same network, its norms passing on what comes in: weights whose norms saw different lines have no common mean."""
    net = network.LineNet().eval()
    net.load_state_dict(weights)
    pairs = resume.pairs_of(net.body)
    with torch.no_grad():
        resume.take(pairs, [resume.without_norm(*pair) for pair in pairs])
    return net.state_dict()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("checkpoints", nargs="+", metavar="WEIGHT:FILE", help="of the last one the optimiser's state is kept")
    parser.add_argument("--folded", action="store_true", help="norms folded away first: to export, not to go on from")
    args = parser.parse_args()
    pairs = [checkpoint.split(":", 1) for checkpoint in args.checkpoints]
    kept = [torch.load(path, map_location="cpu", weights_only=False) for _, path in pairs]
    if args.folded:
        for checkpoint in kept:
            checkpoint["average"] = folded(checkpoint["average"])
    total = sum(float(weight) for weight, _ in pairs)
    mean = {key: sum(k["average"][key] * (float(weight) / total) for k, (weight, _) in zip(kept, pairs))
            if value.dtype.is_floating_point else value for key, value in kept[-1]["average"].items()}
    torch.save({"net": mean, "average": mean, "optimiser": kept[-1]["optimiser"], "step": kept[-1]["step"], "spent_min": 0.0}, args.out)


if __name__ == "__main__":
    main()
