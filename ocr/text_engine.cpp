#include "ocr/text_engine.h"

#include <algorithm>

namespace lockbox {
namespace {

class NullEngine final : public TextEngine {
  public:
    TextLine read_line(const PageImage&, const Box& box, TextAlphabet) override { return {{}, box}; }
    std::vector<TextLine> read_block(const PageImage&, const Box&) override { return {}; }
};

}  // namespace

std::string TextLine::text() const {
    std::string joined;
    for (const TextWord& word : words) joined += (joined.empty() ? "" : " ") + word.text;
    return joined;
}

double TextLine::probability() const {
    if (words.empty()) return 0;
    const auto weakest = std::min_element(words.begin(), words.end(), [](const TextWord& a, const TextWord& b) {
        return a.probability < b.probability;
    });
    return weakest->probability;
}

std::unique_ptr<TextEngine> make_null_engine() { return std::make_unique<NullEngine>(); }

}  // namespace lockbox
