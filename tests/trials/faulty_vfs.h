#pragma once
// A disk that fails: an SQLite VFS in front of the usual one. For the process in which it is armed, for good.

#include <cstdint>

namespace lockbox::trials {

enum class DiskFault : std::uint8_t {
    error,  ///< a write or sync fails
    torn,   ///< half of a write reaches the disk, then it fails
    full,   ///< there is no room any more
};

/// From the `after`-th write, truncation or sync on, every one fails; `after` 0: none, they are only counted.
void arm_faulty_disk(DiskFault fault, std::int64_t after);
[[nodiscard]] std::int64_t disk_operations();

}  // namespace lockbox::trials
