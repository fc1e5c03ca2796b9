#include "ledger/clock.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace lockbox {

std::string utc_now() {
    return utc_after(std::chrono::milliseconds(0));
}

std::string utc_after(std::chrono::milliseconds time) {
    using namespace std::chrono;
    const auto now = time_point_cast<milliseconds>(system_clock::now()) + time;
    const std::time_t seconds = system_clock::to_time_t(now);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &utc);
    const int millisecond = static_cast<int>(now.time_since_epoch().count() % 1000);
    std::snprintf(text.data() + length, text.size() - length, ".%03dZ", millisecond);
    return text.data();
}

}  // namespace lockbox
