#include "matching/checksum.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace lockbox {

std::uint64_t checksum(std::span<const std::byte> bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace lockbox
