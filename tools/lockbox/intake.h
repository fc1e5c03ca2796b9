#pragma once
// The first step of a batch: every image of it safe in the image store before anything is read.

#include <optional>
#include <string>
#include <vector>

#include "ledger/book.h"
#include "ledger/records.h"
#include "scan/batch_folder.h"
#include "tools/lockbox/config.h"
#include "tools/lockbox/page_task.h"

namespace lockbox {

struct TakenPage {
    int sequence = 0;
    std::optional<int> transaction;
    std::optional<PageSide> front, back;  ///< in the store
    std::string problem;                  ///< why the page cannot be read; empty when it can
};

[[nodiscard]] ImageLimits image_limits(const Config& config);

/// Stores both sides of every page. What is wrong with a page stays with the page; an Error means that the store
/// cannot be written.
[[nodiscard]] Result<std::vector<TakenPage>> take_in(const BatchFolder& folder, const ImageStore& images,
                                                     const ImageLimits& limits);

/// What a worker is told about a page without a problem.
[[nodiscard]] PageTask page_task(const TakenPage& page, const ImageStore& images, Date received);

}  // namespace lockbox
