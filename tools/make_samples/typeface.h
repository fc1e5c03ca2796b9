#pragma once
// Outlines of letters. The only part that includes FreeType.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "ledger/result.h"
#include "tools/make_samples/canvas.h"
#include "tools/make_samples/random.h"

namespace lockbox::samples {

/// How one letter is set. Zeroes and ones draw the font as it is.
struct LetterStyle {
    double em_px = 30;        ///< size of the em square
    double stretch = 1;       ///< of the width
    double slant = 0;         ///< horizontal shift by height: 0.2 leans to the right
    double turn_degrees = 0;  ///< counter-clockwise
    double embolden_px = 0;   ///< added to each stroke; negative makes it thinner
    double warp_px = 0;       ///< how far the outline is bent out of shape
    Random* shape = nullptr;  ///< needed where warp_px is not 0
};

class Typeface {
  public:
    static Result<Typeface> open(const std::filesystem::path& file);

    /// The letter with its origin on the pen position. A character that the font lacks covers nothing.
    [[nodiscard]] Coverage letter(char character, double x_px, double y_px, const LetterStyle& style) const;
    [[nodiscard]] double advance_px(char character, const LetterStyle& style) const;
    [[nodiscard]] bool has(char character) const;
    /// Height of the ink of a character as a share of the em square.
    [[nodiscard]] double ink_height(char character) const;

  private:
    struct Handle;
    std::shared_ptr<Handle> handle_;
};

enum class Align { left, centre, right };

/// Sets print on the canvas, unhinted; returns its width in inches.
double print(Canvas& canvas, const Typeface& face, std::string_view text, Spot baseline, double points,
             Align align = Align::left, Colour colour = kBlack);
[[nodiscard]] double print_width_in(const Typeface& face, std::string_view text, double points);

}  // namespace lockbox::samples
