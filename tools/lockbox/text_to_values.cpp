#include "tools/lockbox/text_to_values.h"

#include <pwd.h>
#include <unistd.h>

#include <charconv>

#include "ledger/journal.h"
#include "ledger/sqlite.h"

namespace lockbox {

std::optional<std::int64_t> number_from(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && value > 0;
    return whole ? std::optional(value) : std::nullopt;
}

namespace {

struct PageName {
    BatchId batch;
    int sequence = 0;
};

std::optional<PageName> page_from(const std::string& name) {
    const std::size_t colon = name.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    const auto batch = BatchId::parse(name.substr(0, colon));
    const auto page = number_from(name.substr(colon + 1));
    if (!batch || !page) return std::nullopt;
    return PageName{*batch, static_cast<int>(*page)};
}

}  // namespace

std::optional<Error> objection_to_check_name(const std::string& name) {
    if (number_from(name) || page_from(name)) return std::nullopt;
    return Error{"not a check", name, "give its number, or BATCH:PAGE"};
}

Result<CheckId> find_check(const BatchStore& store, const std::string& name) {
    if (const auto page = page_from(name)) return store.find_check(page->batch, page->sequence);
    if (const auto error = objection_to_check_name(name)) return *error;
    const auto history = store.check(CheckId{*number_from(name)});
    if (!history) return history.error();
    return history->now.id;
}

Result<void> find_plan(const Book& book, const BillingAccount& account, const PlanId& plan) {
    return as_result([&] { static_cast<void>(plan_number_of(book.connection(), account, plan)); });
}

std::string user_of(const std::string& given) {
    if (!given.empty()) return given;
    const passwd* user = ::getpwuid(::getuid());
    return user != nullptr ? user->pw_name : "user " + std::to_string(::getuid());
}

}  // namespace lockbox
