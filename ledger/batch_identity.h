#pragma once
// Whether the book knows a batch, or its images, as another one.

#include "ledger/batch_store.h"

namespace lockbox {

/// What BatchStore::begin() refuses of a batch: its id is taken by other images, or its images by another id.
[[nodiscard]] Result<bool> is_taken_otherwise(const Book& book, const BatchHeader& header);

}  // namespace lockbox
