// find: a check by its amount, its numbers, its account.

#include <cstdio>

#include "ledger/check_search.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/session.h"
#include "tools/lockbox/table.h"

namespace lockbox {
namespace {

int refuse(const Error& error, int status) {
    print_error(error);
    return status;
}

template <class T>
std::optional<Error> take(const std::string& text, const char* option, std::optional<T>& value) {
    if (text.empty()) return std::nullopt;
    value = T::parse(text);
    if (value) return std::nullopt;
    return Error{"not a value of " + std::string(option), text, "see `lockbox find --help`"};
}

Result<CheckQuery> query_from(const FindOptions& options) {
    CheckQuery query;
    if (!options.number.empty()) query.number = options.number;
    if (!options.account.empty()) query.account = options.account;
    for (const std::optional<Error>& error :
         {take(options.amount, "--amount", query.amount),
          take(options.billing_account, "--billing-account", query.billing_account),
          take(options.from, "--from", query.received_from), take(options.to, "--to", query.received_to),
          take(options.dated, "--dated", query.dated)}) {
        if (error) return *error;
    }
    return query;
}

}  // namespace

int find_command(const CommonOptions& common, const FindOptions& options) {
    const auto query = query_from(options);
    if (!query) return refuse(query.error(), kWrongUse);
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    const auto found = search_checks(session->book, *query);
    if (!found) return refuse(found.error(), kWrongUse);
    Table table({{"check", Table::Align::right},
                 {"batch"},
                 {"page", Table::Align::right},
                 {"received"},
                 {"amount", Table::Align::right},
                 {"number"},
                 {"dated"},
                 {"decision"},
                 {"billing_account"},
                 {"plan_id"}});
    for (const FoundCheck& one : *found) {
        const CheckResult& check = one.check;
        table.add({std::to_string(check.id.value), one.batch.str(), std::to_string(check.sequence),
                   one.received.to_string(), check.amount ? check.amount->to_string() : "?", check.number.value_or("?"),
                   check.date ? check.date->to_string() : "?", std::string(to_word(check.outcome)),
                   check.billing_account ? check.billing_account->str() : "",
                   check.plan_id ? check.plan_id->str() : ""});
    }
    if (!table.empty() || common.format != Format::text) std::fputs(table.to_string(common.format).c_str(), stdout);
    if (table.empty() && common.format == Format::text) std::puts("No such check.");
    return kDone;
}

}  // namespace lockbox
