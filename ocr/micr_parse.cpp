#include "ocr/micr_parse.h"

#include <algorithm>

namespace lockbox {

namespace {

constexpr std::size_t kTransitDigits = 9, kAccountDigitsMax = 19, kAccountDigitsMin = 3, kSerialDigitsMax = 15;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string without_spaces(std::string_view text) {
    std::string kept;
    std::copy_if(text.begin(), text.end(), std::back_inserter(kept), [](char c) { return c != ' '; });
    return kept;
}

/// Lone marks that are no characters and stand apart at either end ("? A...", "... ?") are dirt, the edge of the page
/// or a stroke of the pen: no field is one character long.
std::string_view without_dirt(std::string_view text) {
    while (text.starts_with("? ")) text.remove_prefix(2);
    while (text.ends_with(" ?")) text.remove_suffix(2);
    return text;
}

struct Transit {
    std::size_t begin = 0, end = 0;  ///< of the field with its symbols
    RoutingNumber routing;
};

/// Nine certain digits with a right check digit between two transit symbols, one of which may be in doubt. Nothing
/// when the line has two such places or symbols that belong to neither.
std::optional<Transit> find_transit(std::string_view line) {
    std::optional<Transit> found;
    for (std::size_t i = 0; i + kTransitDigits + 1 < line.size(); ++i) {
        const std::string_view field = line.substr(i, kTransitDigits + 2);
        const bool symbols = (field.front() == 'A' && field.back() == 'A') ||
                             (field.front() == 'A' && field.back() == '?') ||
                             (field.front() == '?' && field.back() == 'A');
        const auto routing = RoutingNumber::parse(field.substr(1, kTransitDigits));
        if (!symbols || !routing) continue;
        if (found) return std::nullopt;
        found = Transit{i, i + field.size(), *routing};
    }
    if (!found) return std::nullopt;
    const bool stray = line.substr(0, found->begin).find('A') != std::string_view::npos ||
                       line.substr(found->end).find('A') != std::string_view::npos;
    return stray ? std::nullopt : found;
}

enum class FieldState : std::uint8_t { blank, certain, doubtful };

struct Field {
    FieldState state = FieldState::blank;
    std::string text;
};

/// Digits without a gap.
Field read_serial(std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return {};
    const bool digits = std::all_of(text.begin(), text.end(), is_digit);
    if (!digits || text.size() > kSerialDigitsMax) return {FieldState::doubtful, {}};
    return {FieldState::certain, std::string(text)};
}

/// "C serial C", perhaps with the external processing code (one digit) before the transit field.
Field read_auxiliary(std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return {};
    const std::size_t close = text.rfind('C');
    if (text.front() != 'C' || close == 0) return {FieldState::doubtful, {}};
    const std::string_view code = trimmed(text.substr(close + 1));
    const Field serial = read_serial(text.substr(1, close - 1));
    const bool code_fits = code.empty() || (code.size() == 1 && is_digit(code.front()));
    return serial.state == FieldState::certain && code_fits ? serial : Field{FieldState::doubtful, {}};
}

Field read_account(std::string_view text) {
    std::string account = without_spaces(text);
    const auto digits = static_cast<std::size_t>(std::count_if(account.begin(), account.end(), is_digit));
    const bool only_its_own =
        std::all_of(account.begin(), account.end(), [](char c) { return is_digit(c) || c == 'D'; });
    if (!only_its_own || digits < kAccountDigitsMin || digits > kAccountDigitsMax) return {FieldState::doubtful, {}};
    std::replace(account.begin(), account.end(), 'D', '-');
    return {FieldState::certain, account};
}

struct OnUs {
    Field account, serial;
};

/// The on-us field of a check: "account C", "account C serial"; some print another C before the account.
OnUs read_on_us(std::string_view text, const Field& auxiliary) {
    const OnUs doubtful{{FieldState::doubtful, {}}, {FieldState::doubtful, {}}};
    text = trimmed(text);
    if (!text.empty() && text.front() == 'C') text = text.substr(1);
    if (std::count(text.begin(), text.end(), 'C') != 1) return doubtful;
    const std::size_t on_us = text.find('C');
    const std::string_view before = trimmed(text.substr(0, on_us));
    OnUs fields{read_account(before), read_serial(text.substr(on_us + 1))};
    if (auxiliary.state == FieldState::certain) fields.serial = auxiliary;
    if (auxiliary.state == FieldState::doubtful) fields.serial = {FieldState::doubtful, {}};
    // "1234 0567890C": the first group may be the serial or part of the account; the symbols do not say.
    const bool grouped = before.find(' ') != std::string_view::npos;
    if (grouped && fields.serial.state == FieldState::blank) return doubtful;
    return fields;
}

/// The serial of a postal money order, closed by an on-us symbol or not.
Field read_postal_serial(std::string_view text) {
    text = trimmed(text);
    if (!text.empty() && text.back() == 'C') text.remove_suffix(1);
    const std::string serial = without_spaces(text);
    return postal_serial_ok(serial) ? Field{FieldState::certain, serial} : Field{FieldState::doubtful, {}};
}

std::ptrdiff_t count_digits(std::string_view text) {
    return std::count_if(text.begin(), text.end(), is_digit);
}

/// Where the serial stands: before the transit field, or behind the last on-us symbol.
std::string_view serial_field(std::string_view line, const Transit& transit) {
    const std::string_view before = line.substr(0, transit.begin), behind = line.substr(transit.end);
    if (count_digits(before) > 0) return before;
    const std::size_t on_us = behind.rfind('C');
    return on_us == std::string_view::npos ? std::string_view{} : behind.substr(on_us + 1);
}

/// The first group of characters, and of those behind it the ones that hold no doubt.
std::string without_doubtful_groups(std::string_view field) {
    std::string kept;
    for (field = trimmed(field); !field.empty();) {
        const std::string_view group = field.substr(0, field.find(' '));
        const bool dirt = group.find_first_not_of('?') == std::string_view::npos ||
                          (count_digits(kept) > 0 && group.find('?') != std::string_view::npos);
        if (!dirt) kept += group;
        field = trimmed(field.substr(group.size()));
    }
    return kept;
}

bool can_be_read_as(std::string_view field, std::string_view digits) {
    if (field.empty()) return digits.empty();
    const std::string_view rest = field.substr(1);
    if (field.front() == '?' && can_be_read_as(rest, digits)) return true;
    if (digits.empty() || (field.front() != '?' && field.front() != digits.front())) return false;
    return can_be_read_as(rest, digits.substr(1));
}

}  // namespace

std::optional<std::string> serial_as_printed(std::string_view line, std::string_view printed) {
    constexpr std::ptrdiff_t kCertainMin = 3, kDoubtsMax = 2;
    const auto transit = find_transit(line);
    if (!transit) return std::nullopt;
    // What a background's pattern leaves beside the field stands apart from it, and is in doubt.
    std::string field = without_spaces(without_doubtful_groups(serial_field(line, *transit)));
    std::erase(field, 'C');
    field.erase(0, std::min(field.find_first_not_of('0'), field.size()));
    const std::ptrdiff_t certain = count_digits(field), doubts = std::count(field.begin(), field.end(), '?');
    const bool told = certain >= kCertainMin && doubts <= kDoubtsMax && certain + doubts == std::ssize(field);
    printed.remove_prefix(std::min(printed.find_first_not_of('0'), printed.size()));
    return told && can_be_read_as(field, printed) ? std::optional(std::string(printed)) : std::nullopt;
}

MicrFields parse_micr(std::string_view line, const std::vector<double>& character_probability) {
    MicrFields fields;
    const auto transit = find_transit(line);
    if (!transit) return fields;
    fields.routing = transit->routing;
    const std::size_t amount = std::min(line.find('B', transit->end), line.size());
    const std::string_view on_us_printed = line.substr(transit->end, amount - transit->end);
    const std::string_view on_us_text = without_dirt(on_us_printed);
    const Field auxiliary = read_auxiliary(without_dirt(line.substr(0, transit->begin)));
    const bool postal = transit->routing.str() == kPostalMoneyOrderRouting;
    const OnUs on_us = postal ? OnUs{{}, read_postal_serial(on_us_text)} : read_on_us(on_us_text, auxiliary);
    if (on_us.account.state == FieldState::certain) fields.account = on_us.account.text;
    if (on_us.serial.state == FieldState::certain) fields.serial = on_us.serial.text;
    const bool serial_in_dirt = on_us.serial.state == FieldState::blank && on_us_text.size() < on_us_printed.size();
    if (on_us.account.state == FieldState::doubtful || on_us.serial.state == FieldState::doubtful || serial_in_dirt)
        return fields;
    fields.probability = 1;
    for (std::size_t i = 0; i < std::min(amount, character_probability.size()); ++i)
        if (line[i] != '?') fields.probability *= character_probability[i];
    return fields;
}

}  // namespace lockbox
