#pragma once
// Holds the rows of the book against their seals, table by table, in one pass beside the audit chain.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/seal.h"

namespace lockbox {

class SealCheck {
  public:
    explicit SealCheck(Connection& connection);
    ~SealCheck();

    /// In the order of the chain. "" or the first row that is not what was sealed: "posting 17-18".
    [[nodiscard]] std::string check(std::string_view seal);
    /// After the chain: rows under no seal, and rows that changed since their last seal.
    [[nodiscard]] std::string finish();

  private:
    struct Table;
    [[nodiscard]] std::string check_part(const SealPart& part);
    std::vector<std::unique_ptr<Table>> tables_;
    std::vector<SealPart> parts_;
};

}  // namespace lockbox
