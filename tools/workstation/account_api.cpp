// Search of accounts as somebody types.

#include <algorithm>

#include "tools/workstation/item_json.h"
#include "tools/workstation/workstation.h"

namespace lockbox {
namespace {

HttpResponse search_accounts(Call& call) {
    constexpr std::int64_t kDefault = 10, kMost = 50;
    const std::string limit = call.request.parameter("limit");
    const auto count = static_cast<std::size_t>(limit.empty() ? kDefault : std::min(number_in(limit, "limit"), kMost));
    const auto search = must(call.desk.accounts.search(call.book()));
    Json accounts = Json::array();
    for (const FoundAccount& found : search->find(call.request.parameter("q"), count)) {
        std::vector<Plan> plans;
        for (const std::uint32_t at : search->plans_of(found.plan)) {
            if (auto plan = search->map().plan(at)) plans.push_back(*std::move(plan));
        }
        if (plans.empty()) continue;
        std::vector<const Plan*> pointers;
        for (const Plan& plan : plans) pointers.push_back(&plan);
        Json account = account_json(pointers);
        account["plan_id"] = plans.size() == 1 ? Json(plans.front().plan_id.str()) : Json();
        account["matched"] = Json::array();
        for (const SearchField field : found.matched) account["matched"].push_back(to_word(field));
        accounts.push_back(std::move(account));
    }
    return json_response({{"accounts", accounts}});
}

}  // namespace

void add_account_routes(std::vector<Route>& routes) {
    routes.push_back({"GET", "/api/accounts", kReaders, search_accounts});
}

}  // namespace lockbox
