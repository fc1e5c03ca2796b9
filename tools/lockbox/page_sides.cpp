#include "tools/lockbox/page_sides.h"

#include <utility>

#include "scan/upright.h"

namespace lockbox {
namespace {

struct BothForms {
    PageImage scanned;
    UprightSide upright;
};

Result<BothForms> load(const ImageStore& images, const StoredPage& page, const UprightTransform& transform, Side side,
                       const ImageLimits& limits) {
    const std::string where = "page " + std::to_string(page.sequence);
    const auto loaded = [&](const std::optional<PageSide>& file) -> Result<BothForms> {
        if (!file) return Error{"the page has no such side", where, ""};
        const auto bytes = images.get(file->image.id);
        if (!bytes) return bytes.error();
        auto scanned = decode(*bytes, where, file->frame, limits);
        if (!scanned) return scanned.error();
        UprightSide upright = straighten(*scanned);
        return BothForms{*std::move(scanned), std::move(upright)};
    };
    const bool has_transform = !transform.crop.empty();  // of a page that was read
    auto usual = loaded(side == Side::front ? page.front : page.back);
    if (usual && (!has_transform || usual->upright.transform.crop == transform.crop)) return usual;
    if (!has_transform) return usual;
    auto other = loaded(side == Side::front ? page.back : page.front);
    if (other && other->upright.transform.crop == transform.crop) return other;
    return usual;
}

}  // namespace

Result<PageImage> scanned_side(const ImageStore& images, const StoredPage& page, const UprightTransform& transform,
                               Side side, const ImageLimits& limits) {
    auto forms = load(images, page, transform, side, limits);
    if (!forms) return forms.error();
    return std::move(forms->scanned);
}

Result<PageImage> upright_side(const ImageStore& images, const StoredPage& page, const PageReading& reading, Side side,
                               const ImageLimits& limits) {
    const UprightTransform& transform = side == Side::front ? reading.front_transform : reading.back_transform;
    auto forms = load(images, page, transform, side, limits);
    if (!forms) return forms.error();
    return turned(std::move(forms->upright), transform.clockwise_degrees).image;
}

}  // namespace lockbox
