#pragma once
// People who write: one font each, and habits that vary from letter to letter.

#include <string>
#include <string_view>

#include "tools/make_samples/canvas.h"
#include "tools/make_samples/fonts.h"
#include "tools/make_samples/random.h"

namespace lockbox::samples {

/// The habits of one person. Lengths are shares of the writing's height unless a unit says otherwise.
struct Writer {
    const HandFace* hand = nullptr;
    const HandFace* signature_hand = nullptr;
    double size = 1;  ///< bigger or smaller than the form expects
    double stretch = 1, slant = 0;
    double looseness = 1;    ///< scales every variation from letter to letter
    double spacing = 0;      ///< added between letters
    double embolden_in = 0;  ///< of the pen beyond the font's stroke
    double sink = 0;         ///< how far the writing sits below the printed rule
    double climb = 0;        ///< rise per length
    bool capitals = false;   ///< writes everything in capitals
    bool scribbles = false;  ///< signs with a scribble instead of a name
    Colour ink;
    double darkness = 0.9;
    double pen_in = 0.018;  ///< of strokes that are no letters
};

[[nodiscard]] Writer make_writer(const Fonts& fonts, Random& random);

struct WritingPlace {
    Spot baseline;            ///< left end
    double width_in = 3;      ///< the writing is squeezed to fit
    double height_in = 0.14;  ///< of a figure
};

/// Writes one line; returns the right end of the ink in inches.
double write(Canvas& canvas, const Writer& writer, std::string_view text, const WritingPlace& place, Random& random);

/// Signs on a line: a written name or a scribble, often with a flourish under it.
void sign(Canvas& canvas, const Writer& writer, std::string_view name, const WritingPlace& place, Random& random);

/// The stroke that fills what is left of the legal line.
void strike_out_rest(Canvas& canvas, const Writer& writer, Spot from, double right_in, Random& random);

/// A pen going back and forth over an area.
void scribble_over(Canvas& canvas, const Writer& writer, Spot top_left, Spot bottom_right, Random& random);

}  // namespace lockbox::samples
