#pragma once
// A program run on hostile input: no shell, no inherited descriptors or environment, no file it could write, with
// limits on its time and memory. It reads descriptor 3 (an anonymous file in memory: no page of a member is left on a
// disk) and answers on its standard output.

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ledger/result.h"

namespace lockbox {

/// The path under which the child finds its input.
inline constexpr const char* kChildInput = "/proc/self/fd/3";

struct ChildLimits {
    std::chrono::milliseconds deadline{20'000};
    std::size_t memory_bytes_max = std::size_t{1} << 30;  ///< address space
    std::size_t output_bytes_max = 0;                     ///< the child is ended when it says more
};

/// Runs `program` (sought in /usr/bin, /bin and /usr/local/bin) and gives back what it printed. An Error when it is not
/// installed, ends with another status than 0, is killed, or exceeds a limit; then it is ended with all its children.
[[nodiscard]] Result<std::vector<std::uint8_t>> run_on_input(const std::string& program,
                                                             const std::vector<std::string>& arguments,
                                                             std::span<const std::uint8_t> input,
                                                             const ChildLimits& limits);

}  // namespace lockbox
