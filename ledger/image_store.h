#pragma once
// Image files by the SHA-256 of their bytes: stored once, never changed, readable by their owner only.
// File "ab/cdef..." (62 digits) in the store's folder holds the bytes whose hash is "abcdef...".

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/records.h"
#include "ledger/result.h"

namespace lockbox {

/// May be used by several threads and processes at once.
class ImageStore {
  public:
    /// Makes the folder (mode 0700) when it is not there.
    [[nodiscard]] static Result<ImageStore> open(std::filesystem::path folder);

    /// On return the bytes are on the disk, whatever happens next. Bytes already there are not written again, unless
    /// the file was damaged meanwhile: then it is made whole.
    [[nodiscard]] Result<StoredImage> put(std::span<const std::uint8_t> bytes, std::string_view media_type) const;

    /// The bytes; an Error when they are not there or are no longer those of the hash.
    [[nodiscard]] Result<std::vector<std::uint8_t>> get(const ImageId& id) const;

    /// The file goes, where there is one.
    void remove(const ImageId& id) const;
    /// What writers that were killed left behind: drafts that nobody has touched for so long.
    void remove_drafts(std::chrono::hours untouched) const;

    /// Where the file lies or would lie.
    [[nodiscard]] std::filesystem::path path_of(const ImageId& id) const;
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  private:
    explicit ImageStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
    std::filesystem::path folder_;
};

}  // namespace lockbox
