#pragma once
// The line recogniser: a small convolutional network that reads normalised lines (line_image.h) as lattices. The only
// includer of the network runtime, OpenCV's dnn.
//
// Its weights are a file of this project's own form (tools/train/line/export.py), little endian:
//   "LBXLINE1", u32 length and bytes of the alphabet, u32 number of layers, then each layer:
//     u8 1 convolution: u16 inputs, outputs, kernel rows, kernel columns, stride rows, stride columns,
//                       padding rows, padding columns, dilation rows, dilation columns; u8 whether a ReLU follows;
//                       weights as IEEE half floats, outputs x inputs x rows x columns; one f32 bias per output
//     u8 5 convolution in small: as 1, but its weights are one f32 scale per output, then that many i8 of it
//     u8 2 max pooling: u16 rows, columns (kernel and stride)
//     u8 3 keeps what comes in; u8 4 adds what was kept last to what comes in, then a ReLU
// What goes in is 1 x 1 x 32 x width, ink from 0 to 1; what comes out 1 x (1 + alphabet) x 1 x width / 4.

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "ledger/result.h"
#include "ocr/line_image.h"
#include "ocr/line_reader.h"

namespace lockbox {

class LineNet : public LineReader {
  public:
    /// The weights that the program was built with (ocr/models/line.net). Their SHA-256 was checked when it was built.
    [[nodiscard]] static LineNet shipped();
    /// Other weights. Refused when they are damaged or their SHA-256 is not `sha256`: a model decides about money, so
    /// whoever exchanges it says which one is meant.
    [[nodiscard]] static Result<LineNet> from_file(const std::string& path, std::string_view sha256);
    [[nodiscard]] static Result<LineNet> from_bytes(std::span<const std::byte> weights, const std::string& name);

    ~LineNet() override;
    LineNet(LineNet&&) noexcept;
    LineNet& operator=(LineNet&&) noexcept;

    /// Writing that stands crowded is read a second time, spread out: that lattice, which holds the first.
    [[nodiscard]] Lattice read(const PageImage& page, const Box& box) override;
    [[nodiscard]] Lattice read(const LineImage& line);

  private:
    struct Network;
    explicit LineNet(std::unique_ptr<Network> network);
    std::unique_ptr<Network> network_;
};

}  // namespace lockbox
