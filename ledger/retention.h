#pragma once
// Images past their time: the files go, the record that they were stays.

#include <cstdint>
#include <string_view>

#include "ledger/book.h"
#include "ledger/result.h"

namespace lockbox {

struct PurgeReport {
    std::int64_t batches = 0, images = 0, bytes = 0;
    std::int64_t batches_kept = 0;  ///< received before the day, and not closed: nothing of them goes
};

enum class Purge : std::uint8_t { look, apply };

/// Images of closed batches received before `day`, unless a page of a later or open batch has the same image. May be
/// repeated, and after a crash is finished by that.
[[nodiscard]] Result<PurgeReport> purge_images(const Book& book, Date day, Purge purge, std::string_view user);

}  // namespace lockbox
