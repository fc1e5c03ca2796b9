#pragma once
// A piece of work that can be begun again at any moment and ends in one book: what crashes and faulty disks disturb.

#include <array>
#include <filesystem>
#include <string>

#include "ledger/book.h"

namespace lockbox::trials {

inline constexpr std::array<const char*, 5> kDaySteps = {"accounts load", "process", "resolve", "reprocess",
                                                         "next accounts load"};

/// Loads accounts, records a batch, resolves, reprocesses, loads the next accounts. What is done already is left. 0
/// when all of it is in the book, else which step failed. `folder` holds what prepare() put there; `step` is kept at
/// the step that is being done.
[[nodiscard]] int do_days_work(const std::filesystem::path& folder, volatile int* step = nullptr);
void prepare(const std::filesystem::path& folder);

/// The book as text, but for moments, hashes and claims; "" and a message when it does not verify.
[[nodiscard]] std::string sound_book(const std::filesystem::path& folder);

/// True when both say the same; else says where they begin to differ.
[[nodiscard]] bool same_book(const std::string& expected, const std::string& disturbed);

/// A folder for a trial, in memory where there is such a place.
class TrialFolder {
  public:
    TrialFolder();
    ~TrialFolder();
    TrialFolder(const TrialFolder&) = delete;
    TrialFolder& operator=(const TrialFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace lockbox::trials
