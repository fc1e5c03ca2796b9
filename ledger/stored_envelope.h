#pragma once
// An envelope as it lies in the book, with its latest readings: what is decided again.

#include <optional>
#include <string>
#include <vector>

#include "ledger/batch_store.h"
#include "ledger/book.h"

namespace lockbox {

struct StoredPage {
    std::int64_t page_id = 0;
    int sequence = 0;
    std::string kind;
    std::optional<PageSide> front, back;
    std::string reading_json;  ///< the latest
    std::optional<CheckId> check;
    std::string stated_json = "{}";  ///< what people have keyed of the check (CheckFields)
};

struct StoredEnvelope {
    EnvelopeKey key;
    BatchId batch;
    int transaction = 0;
    Date received;
    bool batch_closed = false;
    std::vector<StoredPage> pages;  ///< in scan order
};

[[nodiscard]] Result<StoredEnvelope> stored_envelope(const Book& book, EnvelopeKey key);
[[nodiscard]] Result<StoredEnvelope> stored_envelope(const Book& book, CheckId check);
/// That holds this page of the batch; nullopt: there is no such page.
[[nodiscard]] Result<std::optional<EnvelopeKey>> envelope_of_page(const Book& book, const BatchId& batch, int sequence);
[[nodiscard]] Result<std::optional<StoredPage>> stored_page(const Book& book, const BatchId& batch, int sequence);

}  // namespace lockbox
