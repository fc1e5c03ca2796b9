#pragma once
// A fast checksum against accidents of disks and copies (XXH3, 64 bits); no protection against forgery.

#include <cstddef>
#include <cstdint>
#include <span>

namespace lockbox {

/// The only user of xxHash.
[[nodiscard]] std::uint64_t checksum(std::span<const std::byte> bytes);

}  // namespace lockbox
