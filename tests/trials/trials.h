#pragma once
// Trials of the book: short in every test run, long by hand (docs/figures.md has what the long ones found).

#include <cstdint>
#include <string>

namespace lockbox::trials {

/// SIGKILL at so many random moments of loads, recording, resolving and reprocessing: the book ends as undisturbed.
[[nodiscard]] bool crash(int moments, unsigned seed);
enum class Reader : std::uint8_t { none, real };
/// The same with the program itself: `accounts load`, `process`, `review resolve` and `reprocess --apply`, each killed
/// and given again. Without a reader pages are quick, and every check goes to people.
[[nodiscard]] bool program(int moments, unsigned seed, Reader reader);
/// So many faults of the disk - failed, torn and full writes - during the same work.
[[nodiscard]] bool disk(int faults, unsigned seed);
/// So many business days against an independent auditor.
[[nodiscard]] bool simulate(int days, unsigned seed);
/// Eight processes on one book for so long.
[[nodiscard]] bool together(int seconds);
/// A book of so many checks, and how long its questions take.
[[nodiscard]] bool size(std::int64_t checks, const std::string& folder);

/// Says what was expected and is not; false.
bool failed(const std::string& what);

}  // namespace lockbox::trials
