#pragma once
// The account file that is to grow.

#include <filesystem>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/plan.h"
#include "ledger/result.h"

namespace lockbox::samples {

class GivenAccounts {
  public:
    /// Errors: not readable, another header than the usual one, a bad row, no rows.
    [[nodiscard]] static Result<GivenAccounts> read(const std::filesystem::path& file);

    [[nodiscard]] std::span<const Plan> plans() const { return plans_; }
    [[nodiscard]] std::size_t member_count() const { return members_.size(); }
    /// The plans of one billing account.
    [[nodiscard]] std::span<const Plan> member(std::size_t at) const {
        return std::span(plans_).subspan(members_[at].first, members_[at].count);
    }
    /// Whether so many plans share the premium that it is a contribution set by law and not a price.
    [[nodiscard]] bool is_shared(Cents premium) const;

  private:
    struct Range {
        std::size_t first = 0, count = 0;
    };
    void group();

    std::vector<Plan> plans_;  ///< sorted by billing account
    std::vector<Range> members_;
    std::unordered_map<std::int64_t, int> premiums_;  ///< plans of each premium in cents
};

}  // namespace lockbox::samples
