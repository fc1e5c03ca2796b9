#include "ocr/micr_decode.h"

#include <algorithm>
#include <cmath>

namespace lockbox {

namespace {

constexpr double kPitch_px = kE13bPitchCells * kE13bCellInches * kInkDpi;
constexpr double kPitch_frames = kPitch_px / kMicrFrame_px;

/// A run of frames whose likeliest class is one and the same character.
struct Run {
    std::size_t symbol;  // class of MicrFrame
    double centre_frame;
};

std::size_t likeliest(const MicrFrame& frame) {
    return static_cast<std::size_t>(std::max_element(frame.begin(), frame.end()) - frame.begin());
}

std::vector<Run> runs_of(const std::vector<MicrFrame>& frames) {
    std::vector<Run> runs;
    for (std::size_t begin = 0, end = 0; begin < frames.size(); begin = end) {
        const std::size_t symbol = likeliest(frames[begin]);
        double weight = 0, moment = 0;
        for (end = begin; end < frames.size() && likeliest(frames[end]) == symbol; ++end) {
            weight += static_cast<double>(frames[end][symbol]);
            moment += static_cast<double>(frames[end][symbol]) * static_cast<double>(end);
        }
        if (symbol != 0) runs.push_back({symbol, moment / weight});
    }
    return runs;
}

/// That the frames from `begin` to before `end` read as just this symbol: the sum over all paths.
double probability_of(const std::vector<MicrFrame>& frames, std::size_t begin, std::size_t end, std::size_t symbol) {
    double before = 1, in = 0, after = 0;
    for (std::size_t t = begin; t < end; ++t) {
        const double none = static_cast<double>(frames[t][0]);
        after = (after + in) * none;
        in = (in + before) * static_cast<double>(frames[t][symbol]);
        before *= none;
    }
    return in + after;
}

/// Right edge on the strip of a character whose frames have this centre.
double right_edge_px(double centre_frame, int left_px) {
    constexpr double kHalfCharacter_px = 8;
    return left_px + (centre_frame + 0.5) * kMicrFrame_px + kHalfCharacter_px;
}

/// Puts a '?' where a gap may hold a character: into that stretch of it, as long as a field, which is least surely
/// empty.
void look_into_gap(const std::vector<MicrFrame>& frames, std::size_t begin, std::size_t end, int left_px,
                   std::vector<MicrCharacter>& characters) {
    constexpr double kSurelyNone = 0.9;
    const auto field = static_cast<std::size_t>(std::lround(kPitch_frames));
    double least = kSurelyNone, place = -1;
    for (std::size_t from = begin; from < end; from += field) {
        const std::size_t to = std::min(end, from + field);
        double none = 1;
        for (std::size_t t = from; t < to; ++t) none *= static_cast<double>(frames[t][0]);
        if (none < least) least = none, place = static_cast<double>(from + to - 1) / 2;
    }
    if (place >= 0) characters.push_back({'?', 0, right_edge_px(place, left_px), {}});
}

}  // namespace

std::vector<MicrCharacter> decode_frames(const std::vector<MicrFrame>& frames, int left_px) {
    constexpr double kMostCertain = 0.999999;              // what is learnt from thousands of lines is never certain
    constexpr double kReach_frames = 0.7 * kPitch_frames;  // how far from its centre a character owns frames
    const std::vector<Run> runs = runs_of(frames);
    std::vector<MicrCharacter> characters;
    std::size_t gap_begin = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const double centre = runs[i].centre_frame;
        double left = centre - kReach_frames, right = centre + kReach_frames;
        if (i > 0) left = std::max(left, (runs[i - 1].centre_frame + centre) / 2);
        if (i + 1 < runs.size()) right = std::min(right, (runs[i + 1].centre_frame + centre) / 2);
        const std::size_t begin = std::max(gap_begin, static_cast<std::size_t>(std::ceil(std::max(0.0, left))));
        const std::size_t end = std::min(frames.size(), static_cast<std::size_t>(std::floor(right)) + 1);
        look_into_gap(frames, gap_begin, begin, left_px, characters);
        MicrCharacter character{kE13bSymbols[runs[i].symbol - 1], 0, right_edge_px(centre, left_px), {}};
        for (std::size_t symbol = 0; symbol < kE13bSymbolCount; ++symbol)
            character.as[symbol] = probability_of(frames, begin, end, symbol + 1);
        character.probability = std::min(character.as[runs[i].symbol - 1], kMostCertain);
        characters.push_back(character);
        gap_begin = end;
    }
    look_into_gap(frames, gap_begin, frames.size(), left_px, characters);
    return characters;
}

}  // namespace lockbox
