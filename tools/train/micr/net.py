"""The MICR network: five convolutions over a strip 28 px high, fifteen classes (none, 0-9, A-D) for every frame."""
import torch

FRAME_PX = 2  # strip columns a frame
# Each layer: outputs, kernel (rows, columns), stride (rows, columns), padding (rows, columns).
LAYERS = [(16, (3, 3), (2, 2), (1, 1)), (24, (3, 3), (2, 1), (1, 1)), (40, (3, 3), (2, 1), (1, 1)),
          (56, (4, 3), (1, 1), (0, 1)), (56, (1, 3), (1, 1), (0, 1))]
HEAD = (15, (1, 1), (1, 1), (0, 0))  # one output a class


class MicrNet(torch.nn.Module):
    def __init__(self):
        super().__init__()
        layers, inputs = [], 1
        for outputs, kernel, stride, padding in LAYERS:
            layers += [torch.nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
                       torch.nn.BatchNorm2d(outputs), torch.nn.ReLU()]
            inputs = outputs
        self.body = torch.nn.Sequential(*layers)
        self.head = torch.nn.Conv2d(inputs, *HEAD)

    def forward(self, strips):
        """(n, 1, 28, width) to (n, classes, frames), not yet normalised."""
        return self.head(self.body(strips)).squeeze(2)

    def folded(self):
        """Weights (outputs, inputs, rows, columns) and biases of each layer with the batch norms taken in."""
        layers = []
        for convolution, norm in zip(self.body[0::3], self.body[1::3]):
            scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            layers.append((convolution.weight * scale[:, None, None, None], norm.bias - norm.running_mean * scale))
        return layers + [(self.head.weight, self.head.bias)]
