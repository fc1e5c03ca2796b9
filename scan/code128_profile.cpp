#include "scan/code128_profile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

namespace lockbox {
namespace {

// Widths of bar, space, bar, space, bar, space in modules, for the values 0 to 105; then the stop character.
constexpr std::string_view kWidths =
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211"
    "221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113"
    "132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121"
    "312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211"
    "221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141"
    "114113114311411113411311113141114131311141411131211412211214211232";
constexpr std::string_view kStopWidths = "2331112";
constexpr int kModules = 11, kStopModules = 13, kValues = 106;
constexpr int kStartA = 103, kStartB = 104, kStartC = 105;
// Below a dozen characters one in a hundred check characters holds by chance, and writing correlates with something.
constexpr int kCharactersMin = 12, kCharactersMax = 60;

constexpr double kModuleSamplesMin = 2;  // profile samples per module below which nothing can be told apart
constexpr float kBleed = 0.3F;           // darkness that a space gets from each bar beside it, to begin with
constexpr double kCorrelationMin = 0.6;  // of every single character with its pattern
constexpr double kMeanCorrelationMin = 0.85;

using Pattern = std::array<float, kModules>;

/// Bars and spaces of one character: module j is at j + 1, between the space before and the bar that follows.
using Modules = std::array<int, kModules + 2>;

Modules modules_of(std::string_view widths) {
    Modules modules{};
    std::size_t at = 1;
    for (std::size_t i = 0; i < 6; ++i) {
        for (int k = 0; k < widths[i] - '0'; ++k) modules[at++] = i % 2 == 0;
    }
    modules[kModules + 1] = 1;
    return modules;
}

Modules modules_of(int value) {
    return modules_of(kWidths.substr(6 * static_cast<std::size_t>(value), 6));
}

/// Darkness of a module by what it is and what stands beside it: ink bleeds into spaces and local thresholds hollow out
/// wide bars.
using Levels = std::array<float, 8>;
std::size_t neighbourhood(const Modules& m, std::size_t j) {
    return static_cast<std::size_t>(4 * m[j] + 2 * m[j + 1] + m[j + 2]);
}
constexpr Levels kFirstLevels = {0, kBleed, 1, 1, kBleed, 2 * kBleed, 1, 1};

/// Zero mean, unit length: what remains is shape.
void normalise(Pattern& pattern) {
    float mean = 0, square = 0;
    for (const float value : pattern) mean += value / kModules;
    for (float& value : pattern) value -= mean, square += value * value;
    for (float& value : pattern) value /= std::sqrt(std::max(square, 1e-6F));
}

Pattern pattern_of(const Modules& modules, const Levels& levels) {
    Pattern pattern{};
    for (std::size_t j = 0; j < kModules; ++j) pattern[j] = levels[neighbourhood(modules, j)];
    normalise(pattern);
    return pattern;
}

struct Patterns {
    std::array<Pattern, kValues> values;
    Pattern stop;
};

Patterns patterns_with(const Levels& levels) {
    Patterns patterns{};
    for (int v = 0; v < kValues; ++v) patterns.values[static_cast<std::size_t>(v)] = pattern_of(modules_of(v), levels);
    patterns.stop = pattern_of(modules_of(kStopWidths), levels);
    return patterns;
}

/// Sums of the profile up to each sample, so that the mean over any stretch costs two look-ups.
class Profile {
  public:
    explicit Profile(std::span<const float> darkness) : sums_(darkness.size() + 1) {
        for (std::size_t i = 0; i < darkness.size(); ++i) sums_[i + 1] = sums_[i] + darkness[i];
    }
    [[nodiscard]] double mean(double from, double to) const { return (upto(to) - upto(from)) / (to - from); }

  private:
    [[nodiscard]] double upto(double x) const {
        const double last = static_cast<double>(sums_.size() - 1), inside = std::clamp(x, 0.0, last);
        const auto i = static_cast<std::size_t>(std::min(inside, last - 1));
        return sums_[i] + (inside - static_cast<double>(i)) * (sums_[i + 1] - sums_[i]);
    }
    std::vector<double> sums_;
};

struct Grid {
    double begin = 0, module = 1;
    int characters = 0;  ///< without the stop character
};

/// Darkness in the middle of each of the character's modules.
Pattern modules_at(const Profile& profile, const Grid& grid, int character) {
    Pattern modules{};
    for (int j = 0; j < kModules; ++j) {
        const double left = grid.begin + grid.module * (character * kModules + j);
        modules[static_cast<std::size_t>(j)] =
            static_cast<float>(profile.mean(left + 0.25 * grid.module, left + 0.75 * grid.module));
    }
    return modules;
}

double correlation(const Pattern& a, const Pattern& b) {
    double sum = 0;
    for (std::size_t j = 0; j < kModules; ++j) sum += static_cast<double>(a[j] * b[j]);
    return sum;
}

struct Match {
    int value = 0;
    double correlation = -1;
};

Match best_match(const Pattern& seen, const Patterns& patterns, int first, int last) {
    Match best;
    for (int value = first; value <= last; ++value) {
        const double found = correlation(seen, patterns.values[static_cast<std::size_t>(value)]);
        if (found > best.correlation) best = {value, found};
    }
    return best;
}

struct Decoded {
    std::vector<int> values;
    double mean_correlation = -1, worst_correlation = 1;
};

Decoded match_all(const Profile& profile, const Grid& grid, const Patterns& patterns) {
    Decoded decoded;
    double sum = 0;
    for (int i = 0; i <= grid.characters; ++i) {
        Pattern seen = modules_at(profile, grid, i);
        normalise(seen);
        Match match{-1, 0};
        if (i == grid.characters) {
            match.correlation = correlation(seen, patterns.stop);
        } else {
            match = i == 0 ? best_match(seen, patterns, kStartA, kStartC) : best_match(seen, patterns, 0, kStartA - 1);
            decoded.values.push_back(match.value);
        }
        decoded.worst_correlation = std::min(decoded.worst_correlation, match.correlation);
        sum += match.correlation;
    }
    decoded.mean_correlation = sum / (grid.characters + 1);
    return decoded;
}

/// How dark modules are on this symbol, by their neighbourhoods, learnt from what was decoded: a few wrong characters
/// among many right ones hardly move the means.
Levels levels_seen(const Profile& profile, const Grid& grid, const std::vector<int>& values) {
    std::array<double, 8> sum{}, count{};
    for (int i = 0; i < grid.characters; ++i) {
        const Pattern seen = modules_at(profile, grid, i);
        const Modules modules = modules_of(values[static_cast<std::size_t>(i)]);
        for (std::size_t j = 0; j < kModules; ++j) {
            sum[neighbourhood(modules, j)] += seen[j];
            ++count[neighbourhood(modules, j)];
        }
    }
    Levels levels = kFirstLevels;
    for (std::size_t k = 0; k < levels.size(); ++k) {
        if (count[k] > 0) levels[k] = static_cast<float>(sum[k] / count[k]);
    }
    return levels;
}

bool check_character_holds(const std::vector<int>& values) {
    int sum = values.front();
    for (std::size_t i = 1; i + 1 < values.size(); ++i) sum = (sum + static_cast<int>(i) * values[i]) % 103;
    return sum % 103 == values.back();
}

std::optional<std::string> text_of(const std::vector<int>& values) {
    constexpr int kToC = 99, kToB = 100, kToA = 101, kFunction1 = 102, kFunctions = 96;
    char set = static_cast<char>('A' + values.front() - kStartA);
    std::string text;
    for (std::size_t i = 1; i + 1 < values.size(); ++i) {
        const int value = values[i];
        if (value == kFunction1) continue;
        if (set == 'C' && value < kToB) {
            text += {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
        } else if (value == kToA && set != 'A') {
            set = 'A';
        } else if (value == kToB && set != 'B') {
            set = 'B';
        } else if (value == kToC && set != 'C') {
            set = 'C';
        } else if (value < kFunctions) {
            text += static_cast<char>(set == 'A' && value >= 64 ? value - 64 : value + 32);
        } else {
            return std::nullopt;
        }
    }
    return text;
}

/// The grid of the number of characters that fits best, then moved by fractions of a module at both ends: bled ink and
/// a stretched scan put its ends beside the outermost edges.
Decoded best_fit(const Profile& profile, double begin, double end, Grid& grid) {
    const Patterns patterns = patterns_with(kFirstLevels);
    Decoded best;
    for (int n = kCharactersMin; n <= kCharactersMax; ++n) {
        const Grid tried{begin, (end - begin) / (kModules * n + kStopModules), n};
        if (tried.module < kModuleSamplesMin) break;
        Decoded decoded = match_all(profile, tried, patterns);
        if (decoded.mean_correlation > best.mean_correlation) best = std::move(decoded), grid = tried;
    }
    if (best.values.empty()) return best;
    const Grid rough = grid;
    for (int left = -3; left <= 3; ++left) {
        for (int right = -3; right <= 3; ++right) {
            const double from = begin + 0.2 * left * rough.module, to = end + 0.2 * right * rough.module;
            const Grid tried{from, (to - from) / (kModules * rough.characters + kStopModules), rough.characters};
            Decoded decoded = match_all(profile, tried, patterns);
            if (decoded.mean_correlation > best.mean_correlation) best = std::move(decoded), grid = tried;
        }
    }
    return best;
}

std::optional<ProfileCode> read_forward(std::span<const float> darkness) {
    constexpr float kInk = 0.5F;
    const auto dark = [](float value) { return value >= kInk; };
    const auto first = std::find_if(darkness.begin(), darkness.end(), dark);
    const auto last = std::find_if(darkness.rbegin(), darkness.rend(), dark);
    if (first == darkness.end()) return std::nullopt;
    const auto begin = static_cast<double>(first - darkness.begin()), end = static_cast<double>(darkness.rend() - last);
    const Profile profile(darkness);
    Grid grid;
    Decoded decoded = best_fit(profile, begin, end, grid);
    if (decoded.values.empty()) return std::nullopt;
    for (int pass = 0; pass < 2 && !check_character_holds(decoded.values); ++pass) {
        decoded = match_all(profile, grid, patterns_with(levels_seen(profile, grid, decoded.values)));
    }
    if (decoded.mean_correlation < kMeanCorrelationMin || decoded.worst_correlation < kCorrelationMin)
        return std::nullopt;
    if (!check_character_holds(decoded.values)) return std::nullopt;
    const auto text = text_of(decoded.values);
    if (!text || text->empty()) return std::nullopt;
    return ProfileCode{*text, begin, end, false};
}

}  // namespace

std::optional<ProfileCode> read_code128_profile(std::span<const float> darkness) {
    if (auto code = read_forward(darkness)) return code;
    const std::vector<float> reversed(darkness.rbegin(), darkness.rend());
    auto code = read_forward(reversed);
    if (!code) return std::nullopt;
    const auto length = static_cast<double>(darkness.size());
    return ProfileCode{code->text, length - code->end, length - code->begin, true};
}

}  // namespace lockbox
