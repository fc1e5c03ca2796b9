#pragma once
// The contract of an engine that reads one line of writing or print as a lattice, so that engines can be exchanged and
// a test can put one in place that sees what the test wants.

#include <memory>

#include "ocr/lattice.h"
#include "scan/page_image.h"

namespace lockbox {

class LineReader {
  public:
    virtual ~LineReader() = default;
    /// The line that fills `box` of a page; an empty lattice when there is no ink.
    [[nodiscard]] virtual Lattice read(const PageImage& page, const Box& box) = 0;
};

/// Sees nothing, ever.
[[nodiscard]] std::unique_ptr<LineReader> make_null_line_reader();

}  // namespace lockbox
