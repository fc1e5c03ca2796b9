#include "ocr/labelled_text.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <utility>

#include "ocr/fuzzy_text.h"

namespace lockbox {
namespace {

// A space in print is about a third of the letters' height, in typewriter faces up to the height itself.
constexpr double kColumnGap = 1.6;  // heights of the line
constexpr double kRightGapMax_in = 2.5, kBelowGapMax_in = 0.25, kLeftEdgesMax_in = 0.12;

/// Letters and digits in lower case, nothing else.
std::string squeezed(std::string_view text) {
    std::string letters;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c))) {
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return letters;
}

/// How many letters of a label may be misread; more where it stands alone, because then nothing else is near it.
double errors_allowed(std::size_t letters, bool stands_alone) {
    if (letters < 6) return 0.5;  // one look-alike
    return static_cast<double>(letters) / (stands_alone ? 3 : 6);
}

Box around(const std::vector<TextWord>& words) {
    int left = words.front().box.left_px, top = words.front().box.top_px;
    int right = left, bottom = top;
    for (const TextWord& word : words) {
        left = std::min(left, word.box.left_px), top = std::min(top, word.box.top_px);
        right = std::max(right, word.box.right_px()), bottom = std::max(bottom, word.box.bottom_px());
    }
    return {left, top, right - left, bottom - top};
}

TextSegment segment_of(std::vector<TextWord> words) {
    const Box box = around(words);
    return {std::move(words), box};
}

int overlap(int a_from, int a_to, int b_from, int b_to) {
    return std::min(a_to, b_to) - std::max(a_from, b_from);
}

bool on_one_row(const Box& a, const Box& b) {
    return 2 * overlap(a.top_px, a.bottom_px(), b.top_px, b.bottom_px()) > std::min(a.height_px, b.height_px);
}

}  // namespace

std::vector<TextSegment> segments_of(const std::vector<TextLine>& lines) {
    std::vector<TextSegment> segments;
    for (const TextLine& line : lines) {
        std::vector<TextWord> words;
        for (const TextWord& word : line.words) {
            if (squeezed(word.text).empty() && word.text != "$" && word.text != ":") continue;
            const bool new_column =
                !words.empty() && word.box.left_px - words.back().box.right_px() >
                                      kColumnGap * std::max(word.box.height_px, words.back().box.height_px);
            if (new_column) segments.push_back(segment_of(std::exchange(words, {})));
            words.push_back(word);
        }
        if (!words.empty()) segments.push_back(segment_of(std::move(words)));
    }
    return segments;
}

std::vector<TextLine> joined_rows(const std::vector<TextLine>& lines) {
    constexpr double kGap = 2.5;  // of the height
    std::vector<TextLine> rows = lines;
    std::stable_sort(rows.begin(), rows.end(), [](auto& a, auto& b) { return a.box.left_px < b.box.left_px; });
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t k = i + 1; k < rows.size();) {
            const Box &a = rows[i].box, &b = rows[k].box;
            const int low = std::min(a.height_px, b.height_px);
            const int level = std::min(a.bottom_px(), b.bottom_px()) - std::max(a.top_px, b.top_px);
            const int gap = b.left_px - a.right_px();
            if (2 * level < low || gap < 0 || gap > kGap * low) {
                ++k;
                continue;
            }
            rows[i].words.insert(rows[i].words.end(), rows[k].words.begin(), rows[k].words.end());
            rows[i].box.width_px = b.right_px() - a.left_px;
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(k));
        }
    }
    return rows;
}

LabelledText::LabelledText(std::vector<TextSegment> segments, std::span<const std::string_view> labels, int dpi)
    : segments_(std::move(segments)), dpi_(dpi) {
    for (const TextSegment& segment : segments_) label_.push_back(label_of(segment, labels));
}

std::optional<LabelledText::Label> LabelledText::label_of(const TextSegment& segment,
                                                          std::span<const std::string_view> labels) const {
    std::optional<Label> best;
    for (const std::string_view phrase : labels) {
        if (best && best->phrase.size() >= phrase.size()) continue;
        const std::string wanted = squeezed(phrase);
        std::string read;
        double least_errors = std::numeric_limits<double>::max();
        for (std::size_t words = 1; words <= segment.words.size() && read.size() <= wanted.size() + 1; ++words) {
            const std::string& word = segment.words[words - 1].text;
            read += squeezed(word);
            const bool colon_follows = words < segment.words.size() && segment.words[words].text == ":";
            const std::size_t covered = words + (colon_follows ? 1 : 0);
            const double errors = reading_distance(wanted, read);
            if (errors >= least_errors) continue;
            if (errors > errors_allowed(wanted.size(), covered == segment.words.size())) continue;
            least_errors = errors;
            best = Label{phrase, covered, colon_follows || word.back() == ':'};
        }
    }
    return best;
}

const TextSegment* LabelledText::neighbour(const TextSegment& label, bool colon,
                                           const std::function<bool(const std::string&)>& plausible) const {
    const TextSegment* nearest = nullptr;
    double nearest_in = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < segments_.size(); ++i) {
        const Box& box = segments_[i].box;
        if (label_[i] || &segments_[i] == &label) continue;
        const double right_in = static_cast<double>(box.left_px - label.box.right_px()) / dpi_;
        const double below_in = static_cast<double>(box.top_px - label.box.bottom_px()) / dpi_;
        const double left_edges_in = std::abs(box.left_px - label.box.left_px) / static_cast<double>(dpi_);
        const bool beside = on_one_row(box, label.box) && right_in > 0 && right_in < kRightGapMax_in;
        const bool beneath = below_in > -0.03 && below_in < kBelowGapMax_in && left_edges_in < kLeftEdgesMax_in;
        if ((!beside && !beneath) || !plausible(segments_[i].text())) continue;
        // A colon points to the right; without one the nearer neighbour is meant.
        const double distance_in = beside ? (colon ? right_in - kRightGapMax_in : right_in) : std::max(0.0, below_in);
        if (distance_in < nearest_in) nearest_in = distance_in, nearest = &segments_[i];
    }
    return nearest;
}

std::optional<TextSegment> LabelledText::value_of(std::span<const std::string_view> labels,
                                                  const std::function<bool(const std::string&)>& plausible) const {
    for (const std::string_view phrase : labels) {
        for (std::size_t i = 0; i < segments_.size(); ++i) {
            if (!label_[i] || label_[i]->phrase != phrase) continue;
            const auto& words = segments_[i].words;
            const auto label_end = words.begin() + static_cast<std::ptrdiff_t>(label_[i]->words);
            if (label_end != words.end()) {
                TextSegment rest = segment_of({label_end, words.end()});
                if (plausible(rest.text())) return rest;
                continue;
            }
            if (const TextSegment* value = neighbour(segments_[i], label_[i]->colon, plausible)) return *value;
        }
    }
    return std::nullopt;
}

std::optional<Box> LabelledText::place_of(std::span<const std::string_view> labels) const {
    for (std::size_t i = 0; i < segments_.size(); ++i) {
        const bool wanted = label_[i] && std::find(labels.begin(), labels.end(), label_[i]->phrase) != labels.end();
        if (wanted) return segments_[i].box;
    }
    return std::nullopt;
}

}  // namespace lockbox
