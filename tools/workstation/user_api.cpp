// Users and limits, for supervisors.

#include "tools/workstation/password.h"
#include "tools/workstation/workstation.h"

namespace lockbox {
namespace {

Json user_json(const User& user, const std::set<std::string>& signed_in) {
    return {{"user", user.name.str()},       {"role", to_word(user.role)},
            {"enabled", user.enabled},       {"changed_at", user.changed_at},
            {"changed_by", user.changed_by}, {"signed_in", signed_in.contains(user.name.str())}};
}

std::optional<Role> role_of(const Json& body) {
    const std::string word = text_of(body, "role");
    if (word.empty()) return std::nullopt;
    const auto role = role_from(word);
    if (!role) bad_request("no such role", "role", "operator, reviewer, supervisor or auditor");
    return role;
}

std::optional<std::string> password_of(const Json& body) {
    const std::string password = text_of(body, "password", 4 * kPasswordBytesMax);
    if (password.empty()) return std::nullopt;
    return must(hash_password(password), 400, "bad_request");
}

HttpResponse list_users(Call& call) {
    Json users = Json::array();
    const auto signed_in = call.desk.sessions.users();
    for (const User& user : must(Users(call.book()).list())) users.push_back(user_json(user, signed_in));
    return json_response({{"users", users}});
}

HttpResponse add_user(Call& call) {
    const auto name = UserName::parse(text_of(call.body, "user"));
    if (!name) bad_request("not a name of a user", "user", "1 to 32 of a-z 0-9 . _ -");
    const auto role = role_of(call.body);
    const auto hash = password_of(call.body);
    if (!role || !hash) bad_request("a user needs a role and a password", "role, password");
    Users users(call.book());
    if (must(users.find(*name))) {
        throw ApiFailure(409, "exists", {"there is a user of this name", "user " + name->str(), "choose another"});
    }
    const User added = must(users.add({*name, *role, true, *hash}, call.user()));
    return json_response(user_json(added, {}), 201);
}

HttpResponse change_user(Call& call) {
    const auto name = UserName::parse(call.parts.at(0));
    if (!name) not_found("there is no such user", "");
    Users::Change change;
    change.role = role_of(call.body);
    change.password_hash = password_of(call.body);
    if (call.body.contains("enabled")) change.enabled = flag_of(call.body, "enabled");
    if (!change.role && !change.password_hash && !change.enabled) bad_request("nothing is to change", "body");
    const bool locks_out = (change.enabled && !*change.enabled) || (change.role && *change.role != Role::supervise);
    if (*name == call.who.user && locks_out) {
        throw ApiFailure(409, "refused", {"nobody locks himself out", "user " + name->str(), "ask another supervisor"});
    }
    Users users(call.book());
    if (!must(users.find(*name))) not_found("there is no such user", "user " + name->str());
    const User changed = must(users.change(*name, change, call.user()));
    call.desk.sessions.end_all(*name);
    return json_response(user_json(changed, call.desk.sessions.users()));
}

HttpResponse list_limits(Call& call) {
    const Config& config = call.desk.settings.config;
    Json limits = Json::array();
    const auto add = [&](const char* key, const Json& value, const char* what) {
        limits.push_back({{"key", key}, {"value", value}, {"what", what}});
    };
    add("review.second_user_above", json_of(config.review.second_user_above),
        "Decisions on a check of more than this need two people who decide the same.");
    add("review.claim_minutes", std::to_string(config.review.claim_minutes),
        "So many minutes nobody else may decide an item that somebody has before them.");
    add("posting.over_limit", json_of(config.posting.over_limit), "More than this on one check goes to a person.");
    add("posting.first_payment_times_max", std::to_string(config.posting.first_payment_times_max),
        "A first payment of more than this many times the amount due goes to a person.");
    add("posting.stale_after_days", std::to_string(config.posting.stale_after_days),
        "A check dated more days than this before it was received is stale.");
    add("book.returned_check_fee", json_of(config.book.returned_check_fee),
        "Charged to the plan when the payer's bank returns a check.");
    add("book.keep_images_days", std::to_string(config.book.keep_images_days), "Images are kept for so many days.");
    return json_response({{"limits", limits}, {"set_in", "lockbox.toml"}});
}

}  // namespace

void add_user_routes(std::vector<Route>& routes) {
    routes.push_back({"GET", "/api/users", kOverseers, list_users});
    routes.push_back({"POST", "/api/users", kSupervisors, add_user});
    routes.push_back({"POST", "/api/users/*", kSupervisors, change_user});
    routes.push_back({"GET", "/api/limits", kOverseers, list_limits});
}

}  // namespace lockbox
