#pragma once
// A scanner batch on disk (interfaces.md section 3) as a value: which image is which side of which page.
//
// With `batch.json` the pages are the listed ones; without it the files in natural name order ("2" before "10") are.
// There `...F` / `...B`, `..._front` / `..._rear` or `_back` (any case, any image type) are the two sides of one page;
// the frames of a file with several are pages in order, and a pair of such files is paired frame by frame. A single
// image file is a batch of its frames.
//
// Nothing is lost: a file or a frame that batch.json does not list, a file that is no image, a subfolder, a back
// without a front is a page of its own, with its problem (after the listed ones). Every file is opened and its headers
// are read, so that an empty, cut off or foreign file is a problem here already. Not pages: batch.json, hidden files,
// Thumbs.db, desktop.ini, and the markers `done` and `*.done`.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ledger/date.h"
#include "ledger/identifiers.h"
#include "ledger/money.h"
#include "ledger/result.h"
#include "scan/image_file.h"

namespace lockbox {

/// One frame of an image file inside the batch folder.
struct PageFile {
    std::filesystem::path path;
    int frame = 0;
    bool operator==(const PageFile&) const = default;
};

struct ScannedPage {
    int sequence = 0;               ///< from 1, unique in the batch; a page with an unusable number gets a free one
    std::optional<PageFile> front;  ///< unset where no acceptable file was named: then there is a problem
    std::optional<PageFile> back;
    std::optional<int> transaction;  ///< as the scanner says; unset: inferred from the documents
    std::optional<Error> problem;    ///< the page goes to review as image_quality
};

/// What the operator counted by hand.
struct ControlTotals {
    std::optional<int> pages;
    std::optional<int> checks;
    std::optional<Cents> total;
};

struct BatchFolder {
    BatchId id;           ///< from batch.json, else the folder's name with what an id may not hold replaced by '-'
    std::string lockbox;  ///< empty when not said
    std::optional<Date> received;  ///< unset when not said: the caller decides (the day of processing, never zero)
    std::string scanner;           ///< empty when not said
    std::optional<ControlTotals> control;
    std::vector<ScannedPage> pages;  ///< by sequence
};

/// Reads a batch folder, its batch.json, or a single image file. An Error only when nothing can be made of it: no such
/// folder, no page in it, or a batch.json that cannot be trusted (with line and column, or JSON pointer).
[[nodiscard]] Result<BatchFolder> read_batch_folder(const std::filesystem::path& path, const ImageLimits& limits = {});

}  // namespace lockbox
