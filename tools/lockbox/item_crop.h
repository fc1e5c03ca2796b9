#pragma once
// The part of a page that an item of the queue asks about.

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/review_queue.h"
#include "ocr/remittance.h"
#include "tools/lockbox/config.h"

namespace lockbox {

/// Where the answer to `reason` would stand; nullopt: anywhere on the page, or nothing was found there.
[[nodiscard]] std::optional<Region> region_in_question(const PageReading& reading, Reason reason);

/// A PNG of that part, or of the whole front where no part is in question. Errors: no image, or it cannot be decoded.
[[nodiscard]] Result<std::vector<std::uint8_t>> item_crop(const Book& book, const ReviewDetail& detail,
                                                          const Config& config);

/// The escape sequence with which terminals of the kitty graphics protocol show a PNG.
[[nodiscard]] std::string kitty_image(const std::vector<std::uint8_t>& png);
/// Whether the terminal says that it knows the protocol.
[[nodiscard]] bool terminal_shows_images();

}  // namespace lockbox
