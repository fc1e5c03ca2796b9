#include "tools/lockbox/text_to_values.h"

#include <pwd.h>
#include <unistd.h>

#include <charconv>

namespace lockbox {

std::optional<std::int64_t> number_from(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && value > 0;
    return whole ? std::optional(value) : std::nullopt;
}

Result<CheckId> find_check(const BatchStore& store, const std::string& name) {
    if (const auto number = number_from(name)) return CheckId{*number};
    const std::size_t colon = name.rfind(':');
    const auto batch = colon == std::string::npos ? std::nullopt : BatchId::parse(name.substr(0, colon));
    const auto page = colon == std::string::npos ? std::nullopt : number_from(name.substr(colon + 1));
    if (!batch || !page) return Error{"not a check", name, "give its number, or BATCH:PAGE"};
    return store.find_check(*batch, static_cast<int>(*page));
}

std::string user_of(const std::string& given) {
    if (!given.empty()) return given;
    const passwd* user = ::getpwuid(::getuid());
    return user != nullptr ? user->pw_name : "user " + std::to_string(::getuid());
}

}  // namespace lockbox
