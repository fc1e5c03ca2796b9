#pragma once
// The two engines that a document is read with.

#include "ocr/line_reader.h"
#include "ocr/text_engine.h"

namespace lockbox {

struct Readers {
    TextEngine& print;    ///< typeset text on unknown layouts
    LineReader& writing;  ///< one line of a hand, as a lattice
};

}  // namespace lockbox
