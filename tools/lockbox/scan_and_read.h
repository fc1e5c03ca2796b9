#pragma once
// One page through scan/ and ocr/: what a worker does with a task.

#include "ocr/remittance.h"
#include "ocr/readers.h"
#include "tools/lockbox/config.h"
#include "tools/lockbox/page_task.h"

namespace lockbox {

/// Never fails: a page that cannot be decoded comes back with its `failure`.
[[nodiscard]] PageReading read_page_task(const PageTask& task, const Readers& readers, const Config& config);

}  // namespace lockbox
