#include "ledger/clock.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace lockbox {
namespace {

std::string utc_text(std::time_t seconds, int millisecond) {
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &utc);
    std::snprintf(text.data() + length, text.size() - length, ".%03dZ", millisecond);
    return text.data();
}

}  // namespace

std::string utc_now() {
    return utc_after(std::chrono::milliseconds(0));
}

std::string utc_after(std::chrono::milliseconds time) {
    using namespace std::chrono;
    const auto now = time_point_cast<milliseconds>(system_clock::now()) + time;
    return utc_text(system_clock::to_time_t(now), static_cast<int>(now.time_since_epoch().count() % 1000));
}

std::string utc_of_local_midnight(Date day) {
    std::tm local{};
    local.tm_year = day.year() - 1900;
    local.tm_mon = static_cast<int>(day.month()) - 1;
    local.tm_mday = static_cast<int>(day.day());
    local.tm_isdst = -1;  // as it was on that day
    return utc_text(std::mktime(&local), 0);
}

}  // namespace lockbox
