#include "ocr/check_date.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "ocr/fuzzy_text.h"

namespace lockbox {
namespace {

constexpr int kDaysBack = 545, kDaysAhead = 395;
constexpr double kNatsPerEdit = 3.0, kNatsPerEditSure = 7.0;
constexpr double kShareMin = 0.01;
constexpr std::size_t kAlternativesMax = 8;
constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

/// Lower case; whatever separates becomes one '/'.
std::string normal_form(std::string_view text) {
    std::string normal;
    for (const char c : lower_case(text)) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '|' || c == '!' || c == '?';
        if (kept)
            normal += c;
        else if (!normal.empty() && normal.back() != '/')
            normal += '/';
    }
    while (!normal.empty() && normal.back() == '/') normal.pop_back();
    return normal;
}

std::string two_digits(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string_view suffix_of(unsigned day) {
    if (day >= 11 && day <= 13) return "th";
    switch (day % 10) {
        case 1:
            return "st";
        case 2:
            return "nd";
        case 3:
            return "rd";
        default:
            return "th";
    }
}

std::vector<std::string> numeric_forms(Date date) {
    const std::string year = std::to_string(date.year()), short_year = year.substr(2);
    const std::string month = std::to_string(date.month()), day = std::to_string(date.day());
    const std::string long_month = two_digits(date.month()), long_day = two_digits(date.day());
    std::vector<std::string> forms = {month + '/' + day + '/' + short_year, month + '/' + day + '/' + year,
                                      year + '/' + long_month + '/' + long_day};
    if (long_month != month || long_day != day) {
        forms.push_back(long_month + '/' + long_day + '/' + short_year);
        forms.push_back(long_month + '/' + long_day + '/' + year);
        if (long_day != day) forms.push_back(month + '/' + long_day + '/' + short_year);
    }
    return forms;
}

std::vector<std::string> worded_forms(Date date) {
    const std::string year = std::to_string(date.year()), day = std::to_string(date.day());
    const std::string name(kMonths[date.month() - 1]), brief = name.substr(0, 3);
    const std::string nth = day + std::string(suffix_of(date.day()));
    std::vector<std::string> forms = {brief + '/' + day + '/' + year, brief + '/' + day + '/' + year.substr(2),
                                      name + '/' + day + '/' + year,  name + '/' + nth + '/' + year,
                                      brief + '/' + nth + '/' + year, day + '/' + brief + '/' + year,
                                      day + '/' + name + '/' + year};
    if (date.month() == 9) forms.push_back("sept/" + day + '/' + year);
    if (date.day() < 10) forms.push_back(brief + "/0" + day + '/' + year);
    return forms;
}

double distance_to(Date date, std::string_view text, bool worded) {
    double best = 1e9;
    for (const std::string& form : worded ? worded_forms(date) : numeric_forms(date)) {
        const double length_gap = std::abs(static_cast<double>(form.size()) - static_cast<double>(text.size()));
        if (length_gap < best) best = std::min(best, reading_distance(form, text));
    }
    return best;
}

struct Candidate {
    Date date;
    double distance = 0, weight = 0;
};

}  // namespace

double date_prior(Date date, Date received) {
    const int days_ago = received.days_since(date);
    // Early in a year many write the last one's number.
    const bool last_years =
        received.month() <= 2 && date.year() + 1 == received.year() && date.month() <= received.month();
    if (last_years) return 0.02;
    if (days_ago < -kDaysAhead || days_ago > kDaysBack) return 0;
    // One check in fifty each is taken to be postdated or stale: more than there are, so that they are seen.
    if (days_ago >= 0 && days_ago <= 14) return 1.0;
    if (days_ago > 14) return days_ago <= 45 ? 0.02 : days_ago <= 180 ? 0.002 : 0.0009;
    return days_ago >= -45 ? 0.007 : 0.0003;
}

Reading<Date> parse_check_date(std::string_view text, double reader_probability, Date received) {
    Reading<Date> reading;
    const std::string normal = normal_form(text);
    if (normal.empty()) return reading;
    reading.presence = Presence::illegible;
    // Those that are taken for digits do not make a month's name.
    const auto letters = std::count_if(normal.begin(), normal.end(), [](char c) {
        return c >= 'a' && c <= 'z' && std::string_view("liobszgq").find(c) == std::string_view::npos;
    });
    const double sureness = std::clamp(reader_probability, 0.0, 1.0);
    const double nats_per_edit = kNatsPerEdit + (kNatsPerEditSure - kNatsPerEdit) * sureness;
    std::vector<Candidate> candidates;
    double nearest = 1e9;
    for (int ago = -kDaysAhead; ago <= kDaysBack; ++ago) {
        const Date date = received.plus_days(-ago);
        const double distance = distance_to(date, normal, letters >= 2);
        candidates.push_back({date, distance, date_prior(date, received)});
        nearest = std::min(nearest, distance);
    }
    // More than a third of the characters wrong: any day could be made of it.
    if (nearest > 0.34 * static_cast<double>(normal.size()) || normal.size() < 5) return reading;
    double sum = 0;
    for (Candidate& candidate : candidates) {
        candidate.weight *= std::exp(-nats_per_edit * (candidate.distance - nearest));
        sum += candidate.weight;
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
    const double trust = std::min(0.97, (0.7 + 0.3 * sureness) * std::exp(-0.25 * candidates.front().distance));
    for (const Candidate& candidate : candidates) {
        const double probability = trust * candidate.weight / sum;
        if (probability < kShareMin || reading.alternatives.size() == kAlternativesMax) break;
        reading.alternatives.push_back({candidate.date, probability});
    }
    if (!reading.alternatives.empty()) reading.presence = Presence::read;
    return reading;
}

Reading<Date> date_in_print(const TextLine& line, Date received) {
    constexpr double kClear = 0.6;  // probability
    constexpr std::size_t kWordsMax = 3, kLengthMin = 6, kLengthMax = 20;
    Reading<Date> clearest;
    for (std::size_t first = 0; first < line.words.size(); ++first) {
        std::string text;
        for (std::size_t count = 1; count <= kWordsMax && first + count <= line.words.size(); ++count) {
            text += (count > 1 ? " " : "") + line.words[first + count - 1].text;
            if (text.size() < kLengthMin || text.size() > kLengthMax) continue;
            Reading<Date> date = parse_check_date(text, line.words[first].probability, received);
            const double least = clearest.best() ? clearest.best()->probability : kClear;
            if (!date.best() || date.best()->probability <= least) continue;
            clearest = std::move(date);
            clearest.region = Region{Side::front, line.words[first].box};
        }
    }
    return clearest;
}

}  // namespace lockbox
