#pragma once
// Processor time by step, kept with the reading so that `where does the time go` has an answer for every page.

#include <ctime>
#include <string>
#include <utility>
#include <vector>

namespace lockbox {

/// Processor milliseconds of this thread.
[[nodiscard]] inline double thread_ms() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

using StepTimes = std::vector<std::pair<std::string, double>>;

/// Runs `work` and adds its time to the step of that name.
template <class Work>
auto timed(StepTimes& times, const char* step, Work work) {
    const double before = thread_ms();
    auto result = work();
    const double spent = thread_ms() - before;
    for (auto& [name, sum_ms] : times) {
        if (name == step) return sum_ms += spent, result;
    }
    times.emplace_back(step, spent);
    return result;
}

}  // namespace lockbox
