#pragma once
// The two halves of the bench; both read the pages of one batch folder.

#include <filesystem>
#include <vector>

#include "tools/lockbox/page_task.h"

namespace lockbox::bench {

/// Registers one Google Benchmark for each step that a page goes through, over the first pages of the batch.
void register_parts(const std::vector<PageTask>& pages);

/// The steps from a line's pixels to what its field says, each on its own, and Tesseract on the same lines.
void register_lines(const std::vector<PageTask>& pages);

/// Prints processor time by step and by kind of page, then pages a second with 1 and 2 workers, and the ratio of the
/// whole to decoding the images alone, all in one run.
int run_whole_batch(const std::vector<PageTask>& pages);

}  // namespace lockbox::bench
