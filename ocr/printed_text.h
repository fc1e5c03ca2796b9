#pragma once
// Tesseract behind the text engine's contract: for print on unknown layouts, and for handwriting until a reader of
// our own takes over. It costs about 50 ms a line and more for a block, so give it few, tight crops.

#include <memory>
#include <string>

#include "ledger/result.h"
#include "ocr/text_engine.h"

namespace lockbox {

struct TesseractOptions {
    std::string data_folder;  ///< where `<language>.traineddata` lies; empty: where the package put it
    std::string language = "eng";
};

/// One engine serves one thread; make one per worker. Error when the language data can't be loaded.
/// Text comes back as UTF-8; words' probabilities are Tesseract's confidences / 100, which are far too hopeful on
/// handwriting.
[[nodiscard]] Result<std::unique_ptr<TextEngine>> make_tesseract_engine(const TesseractOptions& options = {});

}  // namespace lockbox
