#pragma once
// The text of batch.json (interfaces.md section 3) as values. What concerns one page and is wrong is that page's
// problem; what concerns the batch and is wrong is an Error, because a batch posted under a wrong day, lockbox or
// control total is worse than a batch that waits for its operator. Unknown keys are ignored.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/result.h"
#include "scan/batch_folder.h"

namespace lockbox {

/// One element of "pages"; the names of files not yet looked at.
struct ListedPage {
    std::string where;            ///< "batch.json /pages/3"
    std::optional<int> sequence;  ///< 1 to 1,000,000
    std::optional<std::string> front;
    std::optional<std::string> back;
    std::optional<int> transaction;
    std::optional<Error> problem;
};

struct BatchListing {
    std::optional<BatchId> id;
    std::string lockbox;
    std::optional<Date> received;
    std::string scanner;
    std::optional<ControlTotals> control;
    std::vector<ListedPage> pages;
};

/// Fails with line and column where it is no JSON, with a JSON pointer where a value is not what it should be.
[[nodiscard]] Result<BatchListing> parse_batch_json(std::string_view text);

}  // namespace lockbox
