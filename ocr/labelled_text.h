#pragma once
// Form fields on any layout: a label ("Total due", "Insurer:") and the value that belongs to it, on its right or below.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/text_engine.h"

namespace lockbox {

/// Words that stand together: a line of text ends where a column does.
struct TextSegment {
    std::vector<TextWord> words;
    Box box;

    [[nodiscard]] TextLine line() const { return {words, box}; }
    [[nodiscard]] std::string text() const { return line().text(); }
    [[nodiscard]] double probability() const { return line().probability(); }
};

/// Cuts lines where the gap is wider than any space between words, and drops empty words.
[[nodiscard]] std::vector<TextSegment> segments_of(const std::vector<TextLine>& lines);

/// Lines that stand level, with no more than two letters' width between them, as one: a typewriter's wide spaces part
/// what belongs together.
[[nodiscard]] std::vector<TextLine> joined_rows(const std::vector<TextLine>& lines);

class LabelledText {
  public:
    /// `labels` are all phrases that are labels on such forms, in lower case: no label is ever the value of another.
    LabelledText(std::vector<TextSegment> segments, std::span<const std::string_view> labels, int dpi);

    [[nodiscard]] const std::vector<TextSegment>& segments() const { return segments_; }
    /// The value of the first of `labels` that has one, most specific label first. `plausible` judges its text.
    [[nodiscard]] std::optional<TextSegment> value_of(std::span<const std::string_view> labels,
                                                      const std::function<bool(const std::string&)>& plausible) const;
    /// Where a label stands.
    [[nodiscard]] std::optional<Box> place_of(std::span<const std::string_view> labels) const;

  private:
    struct Label {
        std::string_view phrase;
        std::size_t words = 0;  ///< of the segment that the label covers, from its first
        bool colon = false;
    };
    [[nodiscard]] std::optional<Label> label_of(const TextSegment& segment,
                                                std::span<const std::string_view> labels) const;
    [[nodiscard]] const TextSegment* neighbour(const TextSegment& label, bool colon,
                                               const std::function<bool(const std::string&)>& plausible) const;

    std::vector<TextSegment> segments_;
    std::vector<std::optional<Label>> label_;  ///< of each segment
    int dpi_;
};

}  // namespace lockbox
