#pragma once
// What every layout of a coupon is put together from: the facts of a bill as text, and rows of labels and values.

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "tools/make_samples/canvas.h"
#include "tools/make_samples/fonts.h"
#include "tools/make_samples/page_specs.h"

namespace lockbox::samples {

inline constexpr double kCouponRule_in = 0.006;

/// What damage spoils and a payer fills in: every layout says where.
struct CouponPlaces {
    Spot code_top_left;
    double code_width_in = 3, code_height_in = 0.5;
    Spot scan_line;
    Spot enclosed_top_left, enclosed_bottom_right;
    bool upright = false;  ///< the code runs down the page
};

struct CouponSheet {
    Canvas canvas;
    CouponPlaces places;
};

struct CouponFields {
    std::string name, address, place, member, billing, insurer, plan, month, due, pay_by, invoice;
};
[[nodiscard]] CouponFields coupon_fields_of(const Plan& plan);

struct Labelled {
    std::string_view label;
    const std::string& value;
};

/// Label above value, one under the other.
void print_stacked(Canvas& canvas, const Typeface& label, const Typeface& value, std::span<const Labelled> rows,
                   Spot at, double step_in);
/// Label and value side by side.
void print_table(Canvas& canvas, const Typeface& label, const Typeface& value, std::span<const Labelled> rows, Spot at,
                 double value_in, double step_in);
void print_address(Canvas& canvas, const Typeface& face, std::initializer_list<std::string_view> lines, Spot at,
                   double points);
/// Where to cut.
void print_dashes(Canvas& canvas, double y_in);

}  // namespace lockbox::samples
