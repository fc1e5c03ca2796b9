#pragma once
// One check, or one item of the queue, with everything that is known of it: for people and as JSON. Names and account
// numbers stand in it in full: it is what a person works with, never a log.

#include <string>
#include <vector>

#include "ledger/corrections.h"
#include "ledger/image_store.h"
#include "ledger/review_queue.h"

namespace lockbox {

using MoneyMoves = std::vector<MoneyHistory>;
/// What came after the decisions: corrections, and every movement of the check's money.
struct CheckAfterwards {
    std::vector<CorrectionHistory> corrections;
    MoneyMoves money;
};
[[nodiscard]] std::string check_text(const CheckHistory& check, const ImageStore& images,
                                     const CheckAfterwards& after = {});
[[nodiscard]] std::string check_json(const CheckHistory& check, const ImageStore& images,
                                     const CheckAfterwards& after = {});
[[nodiscard]] std::string review_item_text(const ReviewDetail& detail, const ImageStore& images);
[[nodiscard]] std::string review_item_json(const ReviewDetail& detail, const ImageStore& images);

}  // namespace lockbox
