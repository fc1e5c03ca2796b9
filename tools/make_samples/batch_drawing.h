#pragma once
// From a plan to a folder as a scanner leaves it.

#include <filesystem>

#include "tools/make_samples/batch_plan.h"
#include "tools/make_samples/fonts.h"

namespace lockbox::samples {

/// How the scanner's software hands its pages over.
enum class FolderForm {
    listed,   ///< one file a side, and batch.json
    bare,     ///< one file a side, named ...F and ...B, nothing else
    stacked,  ///< every front in one multi-page TIFF, every page in order
};

struct DrawingOptions {
    std::filesystem::path out;  ///< gets batch/, accounts.csv and truth.json
    FolderForm form = FolderForm::listed;
};

/// Draws every page; the folder `out`/batch must be empty or new.
Result<void> draw_batch(const BatchOptions& options, const BatchPlan& plan, const Fonts& fonts,
                        const DrawingOptions& drawing);

}  // namespace lockbox::samples
