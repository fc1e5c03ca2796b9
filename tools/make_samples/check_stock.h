#pragma once
// Designs of checks that people fill in by hand: where each printer puts the labels, rules and boxes.

#include <array>
#include <span>
#include <string_view>

#include "tools/make_samples/fonts.h"
#include "tools/make_samples/handwriting.h"
#include "tools/make_samples/page_specs.h"

namespace lockbox::samples {

/// A printed rule to write on, and its label.
struct RuledField {
    std::string_view label;  ///< '|' begins a second line
    Spot label_at;           ///< left end of its baseline
    double left_in = 0, right_in = 0, rule_in = 0;
};

enum class AmountStyle { box, rule, shaded_box, corner };  ///< corner: left and lower side of a box
enum class Lettering { sans, serif, mixed, italic, typewriter, wide };

/// Print that asks for nothing to be written.
struct Remark {
    std::string_view text;
    Spot at;
    double points = 5;
};

struct CheckStock {
    std::string_view name;
    double width_in = 6, height_in = 2.75;
    Lettering lettering = Lettering::sans;
    Spot payer;
    Align payer_align = Align::left;
    Spot number, fraction;  ///< right ends
    RuledField date, payee, legal, memo, signature;
    AmountStyle amount_style = AmountStyle::box;
    RuledField amount;  ///< its label is the dollar sign
    Spot bank;
    RuledField second_signature = {};  ///< a rule beside or above the first, left empty
    std::array<Remark, 2> remarks = {};
    Spot logo = {};        ///< its centre
    double logo_in = 0;    ///< its radius; 0: none
    bool by_hand = false;  ///< handed out at the counter: the payer's name and address are written, not printed
    bool border = false;
    double label_points = 6;
    double writing_in = 0.135;     ///< height of a figure
    bool auxiliary_on_us = false;  ///< business: the serial stands left of the transit field
};

[[nodiscard]] std::span<const CheckStock> personal_stocks();
[[nodiscard]] std::span<const CheckStock> business_stocks();
/// A rare design: every other one is drawn by lot, within what printers do.
[[nodiscard]] CheckStock rare_stock(bool business, std::size_t number);

/// The design of a personal or business check.
[[nodiscard]] CheckStock stock_of(const CheckSpec& spec);

/// Draws the front of a personal or business check: paper, print, writing, magnetic line.
[[nodiscard]] Canvas draw_check(const CheckSpec& spec, const Fonts& fonts, const Writer& writer, int dpi,
                                Random& random);

/// The numerator over the denominator that repeats the routing number, "53-7054/2113".
[[nodiscard]] std::string fraction_of(std::string_view routing);

/// Prints the MICR line of a check of either kind on its canvas.
void print_micr(Canvas& canvas, const CheckSpec& spec, bool auxiliary_on_us, Random& random);

}  // namespace lockbox::samples
