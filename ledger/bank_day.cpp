#include "ledger/bank_day.h"

namespace lockbox {
namespace {

constexpr int kSunday = 0, kMonday = 1, kThursday = 4, kSaturday = 6;

int weekday(Date day) {
    const int since_a_thursday = day.days_since(Date());  // 1970-01-01
    return ((since_a_thursday + kThursday) % 7 + 7) % 7;
}

/// Which Monday, Thursday ... of its month, from 1.
unsigned occurrence(Date day) {
    return (day.day() - 1) / 7 + 1;
}

bool is_fixed_holiday(Date day) {
    struct MonthDay {
        unsigned month, day;
    };
    for (const MonthDay holiday : {MonthDay{1, 1}, {6, 19}, {7, 4}, {11, 11}, {12, 25}}) {
        if (day.month() == holiday.month && day.day() == holiday.day) return true;
    }
    return false;
}

bool is_moving_holiday(Date day) {
    if (day.month() == 11) return weekday(day) == kThursday && occurrence(day) == 4;
    if (weekday(day) != kMonday) return false;
    switch (day.month()) {
        case 1:
        case 2:
            return occurrence(day) == 3;
        case 5:
            return day.plus_days(7).month() == 6;
        case 9:
            return occurrence(day) == 1;
        case 10:
            return occurrence(day) == 2;
        default:
            return false;
    }
}

}  // namespace

// A fixed holiday on a Sunday is kept on Monday; one on a Saturday is not moved.
bool is_bank_day(Date day) {
    if (weekday(day) == kSaturday || weekday(day) == kSunday) return false;
    const bool kept_on_monday = weekday(day) == kMonday && is_fixed_holiday(day.plus_days(-1));
    return !is_fixed_holiday(day) && !is_moving_holiday(day) && !kept_on_monday;
}

Date bank_day(Date day, bool past_cut_off) {
    if (past_cut_off) day = day.plus_days(1);
    while (!is_bank_day(day)) day = day.plus_days(1);
    return day;
}

}  // namespace lockbox
