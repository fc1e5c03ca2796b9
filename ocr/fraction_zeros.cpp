#include "ocr/fraction_zeros.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <vector>

namespace lockbox {
namespace {

constexpr int kInkMax = 160;        // gray values up to it are ink
constexpr int kShiftMax_px = 2;     // two prints of one letter are laid over each other within this
constexpr double kAlikeMin = 0.8;   // correlation of the two zeros of the hundred; below it they show nothing
constexpr double kSizeSlack = 1.35; // letters of one height and width, scanned
// How much less a digit correlates with the zeros, on average, than they do with each other. Drawn in Liberation and
// DejaVu at 17 to 36 px, blurred, noisy and thresholded: zeros 0 +- 0.05 less, the nearest other digits (6, 8, 9)
// 0.16 +- 0.07 less; on coarse bitonal scans an 8 may come as near as 0.06.
constexpr double kLessMiddle = 0.05, kLessScale = 0.015;
// Unlike a zero of this line may still be a zero: in a neat hand no two are alike.
constexpr double kLogOddsMin = -1.5, kLogOddsMax = 4.5;

/// One character's steps: those at which the best path through the lattice says it.
struct Said {
    char character = 0;
    std::size_t begin = 0, end = 0;  ///< steps
};

std::vector<Said> best_path(const Lattice& line) {
    std::vector<Said> path;
    std::size_t last = Lattice::kBlank;
    for (std::size_t t = 0; t < line.steps; ++t) {
        std::size_t best = 0;
        for (std::size_t c = 1; c < line.classes(); ++c) {
            if (line.at(t, c) > line.at(t, best)) best = c;
        }
        if (best != Lattice::kBlank && best == last) path.back().end = t + 1;
        if (best != Lattice::kBlank && best != last) path.push_back({line.alphabet[best - 1], t, t + 1});
        last = best;
    }
    std::erase_if(path, [](const Said& said) { return said.character == ' '; });
    return path;
}

/// The columns of one letter, and the rows that it fills.
struct Glyph {
    int left_px = 0, right_px = 0, top_px = 0, bottom_px = 0;  ///< right and bottom are outside
    [[nodiscard]] int width_px() const { return right_px - left_px; }
    [[nodiscard]] int height_px() const { return bottom_px - top_px; }
};

bool is_ink(const PageImage& image, int x, int y) {
    return image.at(x, y) <= kInkMax;
}

double middle_px(const Lattice& line, const Said& said) {
    return line.left_px + line.step_px * (static_cast<double>(said.begin + said.end) / 2);
}

int ink_in_column(const PageImage& image, int x) {
    int ink = 0;
    for (int y = 0; y < image.height_px; ++y) ink += is_ink(image, x, y) ? 1 : 0;
    return ink;
}

/// The column with the least ink about half way between two letters: they may touch.
int cut_between(const PageImage& image, double left_px, double right_px) {
    const double half = (left_px + right_px) / 2, slack = (right_px - left_px) * 0.3;
    const int from = std::max(0, static_cast<int>(std::lround(half - slack)));
    const int to = std::min(image.width_px - 1, static_cast<int>(std::lround(half + slack)));
    int cut = std::clamp(static_cast<int>(std::lround(half)), 0, image.width_px - 1);
    for (int x = from; x <= to; ++x) {
        if (ink_in_column(image, x) < ink_in_column(image, cut)) cut = x;
    }
    return cut;
}

/// The ink in these columns, without the white around it; nullopt without any.
std::optional<Glyph> glyph_in(const PageImage& image, int left_px, int right_px) {
    Glyph glyph{right_px, left_px, image.height_px, 0};
    for (int x = std::max(0, left_px); x < std::min(right_px, image.width_px); ++x) {
        for (int y = 0; y < image.height_px; ++y) {
            if (!is_ink(image, x, y)) continue;
            glyph.left_px = std::min(glyph.left_px, x);
            glyph.right_px = std::max(glyph.right_px, x + 1);
            glyph.top_px = std::min(glyph.top_px, y);
            glyph.bottom_px = std::max(glyph.bottom_px, y + 1);
        }
    }
    return glyph.bottom_px > 0 ? std::optional(glyph) : std::nullopt;
}

bool of_one_size(const Glyph& a, const Glyph& b) {
    const auto near = [](int p, int q) {
        return p <= kSizeSlack * q + 1 && q <= kSizeSlack * p + 1;
    };
    return near(a.width_px(), b.width_px()) && near(a.height_px(), b.height_px());
}

/// Correlation of ink, the second glyph moved by (right, down) from where both begin at their corner.
double correlation_at(const PageImage& image, const Glyph& a, const Glyph& b, int right, int down) {
    const int width = std::max(a.width_px(), b.width_px()) + kShiftMax_px;
    const int height = std::max(a.height_px(), b.height_px()) + kShiftMax_px;
    const auto ink = [&](const Glyph& glyph, int x, int y) {
        const bool within = x >= 0 && y >= 0 && x < glyph.width_px() && y < glyph.height_px();
        return within ? 255.0 - image.at(glyph.left_px + x, glyph.top_px + y) : 0.0;
    };
    double sum_a = 0, sum_b = 0, sum_aa = 0, sum_bb = 0, sum_ab = 0, count = 0;
    for (int y = -kShiftMax_px; y < height; ++y) {
        for (int x = -kShiftMax_px; x < width; ++x) {
            const double p = ink(a, x, y), q = ink(b, x - right, y - down);
            sum_a += p, sum_b += q, sum_aa += p * p, sum_bb += q * q, sum_ab += p * q, ++count;
        }
    }
    const double var_a = sum_aa - sum_a * sum_a / count, var_b = sum_bb - sum_b * sum_b / count;
    return var_a > 0 && var_b > 0 ? (sum_ab - sum_a * sum_b / count) / std::sqrt(var_a * var_b) : 0;
}

double correlation(const PageImage& image, const Glyph& a, const Glyph& b) {
    double best = -1;
    for (int down = -kShiftMax_px; down <= kShiftMax_px; ++down) {
        for (int right = -kShiftMax_px; right <= kShiftMax_px; ++right) {
            best = std::max(best, correlation_at(image, a, b, right, down));
        }
    }
    return best;
}

/// Whether "dd/1zz" may begin here, with a zero of the hundred that the reader takes for something else: a face whose
/// zeros it knows needs no help.
bool is_fraction_in_strange_zeros(const std::vector<Said>& path, std::size_t first) {
    constexpr std::string_view kBars = "/1I|", kOnes = "1lI|", kZeros = "0oO";  // what they are taken for
    const auto is_one_of = [&](std::size_t i, std::string_view characters) {
        return characters.find(path[first + i].character) != std::string_view::npos;
    };
    return is_one_of(2, kBars) && is_one_of(3, kOnes) && !(is_one_of(4, kZeros) && is_one_of(5, kZeros));
}

using Fraction = std::array<Glyph, 6>;

/// The six letters from `first` on.
std::optional<Fraction> fraction_at(const PageImage& image, const Lattice& line, const std::vector<Said>& path,
                                    std::size_t first) {
    Fraction six{};
    std::array<double, 8> middles_px{};  // of the six and their neighbours, or as far off as these would be
    for (std::size_t i = 0; i < 6; ++i) middles_px[i + 1] = middle_px(line, path[first + i]);
    const double pitch_px = (middles_px[6] - middles_px[1]) / 5;
    middles_px[0] = middles_px[1] - pitch_px;
    middles_px[7] = middles_px[6] + pitch_px;
    for (std::size_t i = 0; i < 6; ++i) {
        const auto glyph = glyph_in(image, cut_between(image, middles_px[i], middles_px[i + 1]),
                                    cut_between(image, middles_px[i + 1], middles_px[i + 2]));
        if (!glyph) return std::nullopt;
        six[i] = *glyph;
    }
    return six;
}

/// At these steps the letter, if there is one, is a zero with the probability that `zero_share` makes of the share it
/// had; what else it may be keeps its proportions.
template <class Share>
void say_zero(Lattice& line, const Said& said, Share zero_share) {
    const std::size_t zero_class = line.class_of('0');
    for (std::size_t t = said.begin; t < said.end; ++t) {
        float* row = line.log_probability.data() + t * line.classes();
        double letters = 0;
        for (std::size_t c = 1; c < line.classes(); ++c) letters += std::exp(static_cast<double>(row[c]));
        const double had = std::exp(static_cast<double>(row[zero_class])) / letters, has = zero_share(had);
        for (std::size_t c = 1; c < line.classes(); ++c) {
            row[c] += static_cast<float>(c == zero_class ? std::log(has / had) : std::log((1 - has) / (1 - had)));
        }
    }
}

double share_of(double log_odds) {
    return 1 / (1 + std::exp(-log_odds));
}

/// A letter like the zeros is what they are, whatever the reader takes their face for; one unlike them is as the reader
/// says, and the less a zero.
void compare_with_zeros(Lattice& line, const Said& said, double less) {
    const double log_odds = std::clamp((kLessMiddle - less) / kLessScale, kLogOddsMin, kLogOddsMax);
    say_zero(line, said, [log_odds](double had) {
        return log_odds > 0 ? share_of(log_odds) : share_of(std::log(had / (1 - had)) + log_odds);
    });
}

Lattice of_one_view(const PageImage& image, const Lattice& line) {
    if (line.empty() || line.class_of('0') == Lattice::kBlank) return line;
    const std::vector<Said> path = best_path(line);
    for (std::size_t last = path.size(); last >= 6; --last) {
        const std::size_t first = last - 6;
        if (!is_fraction_in_strange_zeros(path, first)) continue;
        const auto six = fraction_at(image, line, path, first);
        if (!six) continue;
        const Glyph &one = (*six)[4], &other = (*six)[5];
        const double alike = of_one_size(one, other) ? correlation(image, one, other) : 0;
        if (alike < kAlikeMin) continue;
        Lattice told = line;
        for (const std::size_t i : {0, 1}) {
            const Glyph& digit = (*six)[i];
            if (!of_one_size(digit, one) && !of_one_size(digit, other)) continue;
            const double like = (correlation(image, digit, one) + correlation(image, digit, other)) / 2;
            compare_with_zeros(told, path[first + i], alike - like);
        }
        for (const std::size_t i : {4, 5}) compare_with_zeros(told, path[first + i], 0);
        return told;
    }
    return line;
}

}  // namespace

Lattice with_zeros_of_hundred(const PageImage& image, const Lattice& line) {
    Lattice told = of_one_view(image, line);
    if (line.unspread) told.unspread = std::make_shared<const Lattice>(of_one_view(image, *line.unspread));
    return told;
}

}  // namespace lockbox
