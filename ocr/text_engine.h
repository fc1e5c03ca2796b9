#pragma once
// The contract of an engine that reads text from pixels. The program reads through this and nothing else, so that
// engines can be exchanged and a test can put a null, a lying or a crashing one in their place.

#include <memory>
#include <string>
#include <vector>

#include "scan/page_image.h"

namespace lockbox {

struct TextWord {
    std::string text;            ///< UTF-8
    double probability = 0;      ///< the engine's own opinion, 0 to 1; not calibrated
    Box box;                     ///< on the image that was given
};

struct TextLine {
    std::vector<TextWord> words;
    Box box;
    /// Words joined by single spaces.
    [[nodiscard]] std::string text() const;
    /// The lowest of the words' probabilities; 0 for a line without words.
    [[nodiscard]] double probability() const;
};

enum class TextAlphabet { any, digits, amount };  ///< a hint; what comes back may still hold other characters

class TextEngine {
  public:
    virtual ~TextEngine() = default;
    /// One line of print or writing that fills `box` of the image.
    [[nodiscard]] virtual TextLine read_line(const PageImage& image, const Box& box, TextAlphabet alphabet) = 0;
    /// Every line found in `box`, top to bottom: for print on unknown layouts.
    [[nodiscard]] virtual std::vector<TextLine> read_block(const PageImage& image, const Box& box) = 0;
};

/// Reads nothing, ever.
[[nodiscard]] std::unique_ptr<TextEngine> make_null_engine();

}  // namespace lockbox
