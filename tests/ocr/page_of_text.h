#pragma once
// An engine that "reads" a page whose words the test has laid out.

#include <sstream>
#include <string>
#include <vector>

#include "ocr/text_engine.h"

namespace lockbox::test {

struct PlacedText {
    int left_px, top_px;
    std::string text;
    int height_px = 20;
};

/// Words of letters 10 pixels wide, with spaces of 8.
inline TextLine placed_line(const PlacedText& placed, double probability = 0.95) {
    TextLine line;
    std::istringstream words(placed.text);
    int left_px = placed.left_px;
    for (std::string word; words >> word;) {
        const int width_px = 10 * static_cast<int>(word.size());
        line.words.push_back({word, probability, {left_px, placed.top_px, width_px, placed.height_px}});
        left_px += width_px + 8;
    }
    line.box = {placed.left_px, placed.top_px, left_px - 8 - placed.left_px, placed.height_px};
    return line;
}

/// Returns the words laid out in an area as its block, `line` as every single line, and counts what it is asked.
class PageOfText final : public TextEngine {
  public:
    explicit PageOfText(std::vector<PlacedText> text, std::string line = "") : text_(std::move(text)), line_(line) {}

    TextLine read_line(const PageImage&, const Box& box, TextAlphabet) override {
        ++lines_asked;
        return line_.empty() ? TextLine{{}, box} : TextLine{{{line_, 0.9, box}}, box};
    }
    std::vector<TextLine> read_block(const PageImage&, const Box& area) override {
        ++blocks_asked;
        std::vector<TextLine> lines;
        for (const PlacedText& placed : text_) {
            TextLine line = placed_line(placed);
            std::erase_if(line.words, [&](const TextWord& word) { return intersection(word.box, area) != word.box; });
            if (!line.words.empty()) lines.push_back(std::move(line));
        }
        return lines;
    }
    int lines_asked = 0, blocks_asked = 0;

  private:
    std::vector<PlacedText> text_;
    std::string line_;
};

inline PageImage white_page(int width_px = 1700, int height_px = 730) {
    PageImage page;
    page.width_px = width_px;
    page.height_px = height_px;
    page.pixels.assign(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px), 255);
    return page;
}

}  // namespace lockbox::test
