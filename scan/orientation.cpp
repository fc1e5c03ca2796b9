#include "scan/orientation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "scan/encoded_line.h"

namespace lockbox {
namespace {

// Every sign is a log-odds (natural) for one turn against another. None is let to decide alone that can be wrong alone.
constexpr double kFedUprightLogOdds = 1.5;  // operators face mail; pages on their head are the exception
constexpr double kFedSidewaysLogOdds = -3;
constexpr double kBarcodeLogOdds = 2.5;  // symbols stand as the print does, on nearly every form
constexpr double kFlushLogOddsMax = 4, kBandLogOdds = 3.5, kScanLineLogOdds = 2.5;
constexpr double kTextLogOddsMax = 4;
constexpr double kAxisLogOddsMax = 12, kEncodedAxisLogOdds = 6;
constexpr double kAxisBeyondDoubt = 10;

constexpr double kSlipHeightInchesMax = 4.6;  // checks and coupons; above it a page may hold one of them anywhere
constexpr double kBandInches = 0.75;          // clear band of a check is 0.625 in high; crop and skew move it

double limited(double value, double limit) {
    return std::clamp(value, -limit, limit);
}

/// The map of the page turned a quarter clockwise.
InkMap quarter_turned(const InkMap& ink) {
    InkMap turned;
    turned.width_px = ink.height_px;
    turned.height_px = ink.width_px;
    turned.dpi = ink.dpi;
    turned.marks.reserve(ink.marks.size());
    for (const Box& b : ink.marks) {
        turned.marks.push_back({ink.height_px - b.bottom_px(), b.left_px, b.height_px, b.width_px});
    }
    return turned;
}

using TextLine = std::vector<Box>;

bool like_letter(const Box& mark, const InkMap& ink) {
    return mark.height_px >= ink.pixels(0.03) && mark.height_px <= ink.pixels(0.3) && mark.width_px <= ink.pixels(0.4);
}

/// Letters that follow each other on one level with no more than a word's gap between.
std::vector<TextLine> text_lines(const InkMap& ink) {
    std::vector<Box> letters;
    std::copy_if(ink.marks.begin(), ink.marks.end(), std::back_inserter(letters),
                 [&](const Box& mark) { return like_letter(mark, ink); });
    std::sort(letters.begin(), letters.end(), [](const Box& a, const Box& b) { return a.left_px < b.left_px; });
    std::vector<TextLine> lines;
    for (const Box& letter : letters) {
        TextLine* own = nullptr;
        int best_px = 0;
        for (TextLine& line : lines) {
            const Box& last = line.back();
            if (letter.left_px - last.right_px() > ink.pixels(0.15)) continue;
            const int shared_px = std::min(letter.bottom_px(), last.bottom_px()) - std::max(letter.top_px, last.top_px);
            if (2 * shared_px < std::min(letter.height_px, last.height_px) || shared_px <= best_px) continue;
            own = &line;
            best_px = shared_px;
        }
        if (own) {
            own->push_back(letter);
        } else {
            lines.push_back({letter});
        }
    }
    std::erase_if(lines, [](const TextLine& line) { return line.size() < 4; });
    return lines;
}

int median(std::vector<int> values) {
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Letters that rise above their neighbours less letters that hang below them. In Latin script about one letter in
/// four rises (b d f h k l t and capitals), one in twenty hangs (g j p q y).
int rising_less_hanging(const TextLine& line) {
    std::vector<int> tops, bottoms;
    for (const Box& b : line) {
        tops.push_back(b.top_px);
        bottoms.push_back(b.bottom_px());
    }
    const int top = median(tops), bottom = median(bottoms), step = std::max(2, (bottom - top) / 5);
    int balance = 0;
    for (const Box& b : line) {
        if (b.height_px <= bottom - top) continue;
        balance += (b.top_px < top - step) - (b.bottom_px() > bottom + step);
    }
    return balance;
}

/// Blocks of text begin at one margin and end anywhere: pairs of neighbouring lines with a common left edge, less those
/// with a common right edge.
int flush_left_less_flush_right(const std::vector<TextLine>& lines, const InkMap& ink) {
    int balance = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (std::size_t j = i + 1; j < lines.size(); ++j) {
            const auto right = [](const TextLine& line) { return line.back().right_px(); };
            if (std::abs(lines[i].front().top_px - lines[j].front().top_px) > ink.pixels(0.4)) continue;
            const bool left_edge = std::abs(lines[i].front().left_px - lines[j].front().left_px) <= ink.pixels(0.025);
            const bool right_edge = std::abs(right(lines[i]) - right(lines[j])) <= ink.pixels(0.025);
            balance += left_edge - right_edge;
        }
    }
    return balance;
}

double text_log_odds(const InkMap& ink) {
    const std::vector<TextLine> lines = text_lines(ink);
    int rising = 0;
    for (const TextLine& line : lines) rising += rising_less_hanging(line);
    return limited(0.15 * rising, kTextLogOddsMax) +
           limited(0.4 * flush_left_less_flush_right(lines, ink), kTextLogOddsMax);
}

/// Where the line stands on a slip: in the band along its lower edge, or in the one along its upper edge.
double band_log_odds(const EncodedLine& line, const InkMap& ink, double weight) {
    if (ink.inches(ink.height_px) > kSlipHeightInchesMax) return 0;
    const double middle_px = line.box.top_px + line.box.height_px / 2.0;
    const bool low = ink.height_px - middle_px <= ink.pixels(kBandInches), high = middle_px <= ink.pixels(kBandInches);
    return low == high ? 0 : (low ? weight : -weight);
}

double encoded_line_log_odds(const EncodedLine& line, const InkMap& ink) {
    if (line.kind == EncodedLineKind::ocr_scan_line) return band_log_odds(line, ink, kScanLineLogOdds);
    return limited(40 * line.flush_right, kFlushLogOddsMax) + band_log_odds(line, ink, kBandLogOdds);
}

struct Upright {
    double log_odds = 0;       ///< as it stands against on its head
    double axis_log_odds = 0;  ///< that print runs left to right at all
};

Upright judge(const InkMap& ink) {
    Upright verdict;
    const std::vector<EncodedLine> lines = find_encoded_lines(ink);
    if (!lines.empty()) {
        verdict.log_odds += encoded_line_log_odds(lines.front(), ink);
        verdict.axis_log_odds = kEncodedAxisLogOdds;
    }
    verdict.log_odds += text_log_odds(ink);
    return verdict;
}

/// Letters stand closer along a line than across lines: neighbours to the side against neighbours above and below.
double across_log_odds(const InkMap& ink) {
    std::vector<Box> letters;
    std::copy_if(ink.marks.begin(), ink.marks.end(), std::back_inserter(letters),
                 [&](const Box& mark) { return std::max(mark.width_px, mark.height_px) <= ink.pixels(0.3); });
    std::sort(letters.begin(), letters.end(), [](const Box& a, const Box& b) { return a.left_px < b.left_px; });
    const int near_px = static_cast<int>(ink.pixels(0.04));
    int beside = 0, below = 0;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const Box& a = letters[i];
        for (std::size_t j = i + 1; j < letters.size() && letters[j].left_px <= a.right_px() + near_px; ++j) {
            const Box& b = letters[j];
            const int shared_x = std::min(a.right_px(), b.right_px()) - b.left_px;
            const int shared_y = std::min(a.bottom_px(), b.bottom_px()) - std::max(a.top_px, b.top_px);
            if (2 * shared_y >= std::min(a.height_px, b.height_px) && shared_x <= 0) ++beside;
            if (2 * shared_x >= std::min(a.width_px, b.width_px) && shared_y <= 0 && shared_y >= -near_px) ++below;
        }
    }
    const int pairs = beside + below;
    return pairs == 0 ? 0 : limited(0.2 * (beside - below), kAxisLogOddsMax) * std::abs(beside - below) / pairs;
}

Orientation best_of(const std::array<double, 4>& log_odds) {
    const double top = *std::max_element(log_odds.begin(), log_odds.end());
    double sum = 0;
    for (const double value : log_odds) sum += std::exp(value - top);
    std::array<int, 4> order{0, 1, 2, 3};
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return log_odds[a] > log_odds[b]; });
    return {order[0] * 90, 1 / sum, order[1] * 90};
}

}  // namespace

Orientation find_orientation(const InkMap& ink, std::span<const Barcode> barcodes) {
    std::array<double, 4> log_odds{kFedUprightLogOdds, kFedSidewaysLogOdds, 0, kFedSidewaysLogOdds};
    const Upright standing = judge(ink);
    const double letters_across = across_log_odds(ink), across = letters_across + standing.axis_log_odds;
    log_odds[0] += (across + standing.log_odds) / 2;
    log_odds[2] += (across - standing.log_odds) / 2;
    const Upright turned = across < kAxisBeyondDoubt ? judge(quarter_turned(ink)) : Upright{};
    const double along = turned.axis_log_odds - letters_across;
    log_odds[1] += (along + turned.log_odds) / 2;
    log_odds[3] += (along - turned.log_odds) / 2;
    for (const Barcode& code : barcodes.first(std::min<std::size_t>(barcodes.size(), 2))) {
        log_odds[static_cast<std::size_t>((360 - code.clockwise_degrees) / 90 % 4)] += kBarcodeLogOdds;
    }
    return best_of(log_odds);
}

}  // namespace lockbox
