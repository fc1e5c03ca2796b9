#pragma once
// What a scanned page turned out to be.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scan/geometry.h"
#include "scan/page_image.h"

namespace lockbox {

enum class DocumentKind : std::uint8_t { check, money_order, coupon, letter, envelope, blank, other };
[[nodiscard]] std::string_view to_word(DocumentKind kind);
[[nodiscard]] std::optional<DocumentKind> document_kind_from(std::string_view word);

enum class Side : std::uint8_t { front, back };

/// A place on an upright page image.
struct Region {
    Side side = Side::front;
    Box box;
    bool operator==(const Region&) const = default;
};

enum class Symbology : std::uint8_t { code128, qr, pdf417, data_matrix };
[[nodiscard]] std::string_view to_word(Symbology symbology);

struct Barcode {
    Symbology symbology = Symbology::code128;
    std::string text;
    Region region;
    int clockwise_degrees = 0;  ///< how the symbol stands on the image: 0, 90, 180 or 270 turned from upright
    bool operator==(const Barcode&) const = default;
};

/// How the scanned side became the upright one, so that a region can be shown on the original (map_to_original).
/// Applied in this order: scale, rotate by the skew about the centre, crop, turn clockwise.
struct UprightTransform {
    int clockwise_degrees = 0;  ///< 0, 90, 180, 270
    double skew_degrees = 0;    ///< positive: the page leant clockwise and was turned back
    Box crop;                   ///< of the scaled and deskewed image, not turned; may reach beyond it, white there
    double scale = 1;           ///< upright pixels per pixel of the scan (scan/upright.h: working resolution)
    bool operator==(const UprightTransform&) const = default;
};

enum class QualityFlaw : std::uint8_t {
    too_dark,
    too_light,
    cut_off,
    folded_corner,
    streaks,
    noise,
    out_of_focus,
    too_small,
    too_large,
    skewed,
    front_missing,
    back_missing,
    unreadable_file
};
[[nodiscard]] std::string_view to_word(QualityFlaw flaw);
[[nodiscard]] std::optional<QualityFlaw> quality_flaw_from(std::string_view word);

struct ImageQuality {
    double ink_share = 0;  ///< share of dark pixels, 0 to 1
    double contrast = 0;   ///< paper minus ink, gray levels, 0 to 255
    double sharpness = 0;  ///< mean gradient on edges relative to contrast
    std::vector<QualityFlaw> flaws;
    /// Some flaws are only worth noting (streaks, noise); these make the page untrustworthy.
    bool usable = true;
    bool operator==(const ImageQuality&) const = default;
};

/// One side of a page, cropped, deskewed and upright.
struct UprightSide {
    PageImage image;
    UprightTransform transform;
    ImageQuality quality;
};

}  // namespace lockbox
