#pragma once
// An account file grown to the size of a marketplace's, so that a batch can be matched among half a million members.

#include <cstdint>
#include <filesystem>

#include "ledger/result.h"

namespace lockbox::samples {

struct GrowthOptions {
    std::int64_t members = 500'000;  ///< billing accounts in the grown file, the given ones among them
    std::uint64_t seed = 1;
};

struct GrowthReport {
    std::int64_t members_given = 0, members_added = 0;
    std::int64_t rows = 0;  ///< of the grown file, without its header
};

/// Copies the account file `given` to `out` as it is, byte for byte, and adds members that are easily taken for its
/// own: identifiers one slip away or consecutive; namesakes elsewhere, a junior at the same address, housemates; the
/// file's own insurers, plans and contributions. Plans beside, memory is a few numbers a member. The same file, options
/// and seed give the same bytes. Errors: a file that cannot be read or written, or holds a bad row.
[[nodiscard]] Result<GrowthReport> grow_accounts(const std::filesystem::path& given, const std::filesystem::path& out,
                                                 const GrowthOptions& options);

}  // namespace lockbox::samples
