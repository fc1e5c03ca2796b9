#include "tools/lockbox/item_crop.h"

#include <unistd.h>

#include <cstdlib>

#include "ledger/stored_envelope.h"
#include "ocr/remittance_json.h"
#include "scan/png_writer.h"
#include "scan/upright.h"
#include "tools/lockbox/intake.h"
#include "tools/lockbox/page_sides.h"

namespace lockbox {
namespace {

constexpr int kMarginPx = 40;

template <class... Readings>
std::optional<Region> first_found(const Readings&... readings) {
    std::optional<Region> found;
    ((found = found ? found : readings.region), ...);
    return found;
}

Box with_margin(const Box& box) {
    return {box.left_px - kMarginPx, box.top_px - kMarginPx, box.width_px + 2 * kMarginPx,
            box.height_px + 2 * kMarginPx};
}

const StoredPage* page_of(const StoredEnvelope& envelope, const ReviewItem& item) {
    for (const StoredPage& page : envelope.pages) {
        const bool asked = item.check ? page.check == item.check : page.sequence == item.sequences.front();
        if (asked) return &page;
    }
    return nullptr;
}

}  // namespace

std::optional<Region> region_in_question(const PageReading& reading, Reason reason) {
    if (!reading.check) return std::nullopt;
    const CheckReading& check = *reading.check;
    switch (reason) {
        case Reason::amount_unreadable:
        case Reason::amount_mismatch:
        case Reason::over_limit:
        case Reason::first_payment_short:
            return first_found(check.courtesy_amount, check.legal_amount);
        case Reason::account_ambiguous:
        case Reason::account_not_found:
        case Reason::no_remittance_data:
        case Reason::plan_ambiguous:
        case Reason::multiple_plans:
        case Reason::coupon_conflict:
            if (!check.identifiers.empty() && check.identifiers.front().digits.region) {
                return check.identifiers.front().digits.region;
            }
            return check.memo.region;
        case Reason::payee_mismatch:
            return check.payee.region;
        case Reason::postdated:
        case Reason::stale_dated:
        case Reason::date_unreadable:
            return check.date.region;
        case Reason::micr_unreadable:
        case Reason::duplicate_check:
            return check.micr.region;
        default:
            return std::nullopt;
    }
}

Result<std::vector<std::uint8_t>> item_crop(const Book& book, const ReviewDetail& detail, const Config& config) {
    const ReviewItem& item = detail.item;
    const auto envelope = stored_envelope(book, detail.envelope);
    if (!envelope) return envelope.error();
    const StoredPage* page = page_of(*envelope, item);
    if (page == nullptr) return Error{"no page belongs to it", "review item " + std::to_string(item.id.value), ""};
    const auto reading = page_reading_from_json(page->reading_json);
    if (!reading) return reading.error();
    const auto region = item.reasons.empty() ? std::nullopt : region_in_question(*reading, item.reasons.front());
    const Side side = region ? region->side : Side::front;
    const UprightTransform& transform = side == Side::front ? reading->front_transform : reading->back_transform;
    const auto image = scanned_side(book.images(), *page, transform, side, image_limits(config));
    if (!image) return image.error();
    const Box box = region ? map_to_original(with_margin(region->box), transform, {image->width_px, image->height_px})
                           : image->bounds();
    return to_png(cropped(*image, box, transform.clockwise_degrees));
}

// https://sw.kovidgoyal.net/kitty/graphics-protocol/: base64 in chunks of at most 4096 bytes, m=1 while more follow.
std::string kitty_image(const std::vector<std::uint8_t>& png) {
    static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string base64;
    for (std::size_t i = 0; i < png.size(); i += 3) {
        const auto byte = [&](std::size_t at) { return at < png.size() ? std::uint32_t{png[at]} : 0U; };
        const std::uint32_t three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        for (std::size_t k = 0; k < 4; ++k) {
            base64 += i + k > png.size() ? '=' : kDigits[three >> (18 - 6 * k) & 63];
        }
    }
    constexpr std::size_t kChunk = 4096;
    std::string text;
    for (std::size_t at = 0; at < base64.size(); at += kChunk) {
        text += at == 0 ? "\033_Ga=T,f=100,m=" : "\033_Gm=";
        text += at + kChunk < base64.size() ? "1;" : "0;";
        text += base64.substr(at, kChunk) + "\033\\";
    }
    return text + "\n";
}

bool terminal_shows_images() {
    if (::isatty(STDOUT_FILENO) == 0) return false;
    const char* term = std::getenv("TERM");
    const char* program = std::getenv("TERM_PROGRAM");
    return (term != nullptr && std::string(term).find("kitty") != std::string::npos) ||
           (program != nullptr && (std::string(program) == "WezTerm" || std::string(program) == "ghostty"));
}

}  // namespace lockbox
