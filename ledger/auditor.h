#pragma once
// Verifies a book from end to end, without the code that wrote it: the schema, the audit chain, the seal of every row,
// every balance, every image. Names the first thing wrong.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/book.h"
#include "ledger/result.h"

namespace lockbox {

struct VerifyOptions {
    bool images = true;                                    ///< re-hash every image file
    std::optional<std::string_view> known_head = {};       ///< a head of the audit chain that was kept elsewhere
    std::function<void(std::string_view step)> step = {};  ///< called as each begins
};

struct VerifyReport {
    std::int64_t audit_rows = 0, checks = 0, entries = 0, plans = 0;
    std::int64_t images = 0, images_purged = 0, image_bytes = 0;
    std::string head;  ///< of the audit chain: keep it outside of the book
    struct Wrong {
        std::string where;  ///< "posting 17", "image ab12...", "audit row 5"
        std::string what;
    };
    std::optional<Wrong> first_wrong;
};

/// Sees one state of the book, whatever others write meanwhile. An Error when the book cannot be read at all.
[[nodiscard]] Result<VerifyReport> verify_book(const Book& book, const VerifyOptions& options = {});

}  // namespace lockbox
