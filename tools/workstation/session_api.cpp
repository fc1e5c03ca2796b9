// Sign-in, sign-out, who am I, another password for myself.

#include "ledger/clock.h"
#include "ledger/workstation_log.h"
#include "tools/workstation/password.h"
#include "tools/workstation/workstation.h"

namespace lockbox {
namespace {

Json me_json(Workstation& desk, const SignedIn& who) {
    return {{"user", who.user.str()},
            {"role", to_word(who.role)},
            {"csrf", who.csrf},
            {"expires_at", utc_after(desk.sessions.left(who.number))},
            {"idle_seconds", desk.sessions.idle_max().count()},
            {"version", desk.settings.version}};
}

std::string cookie(const std::string& token, bool secure, const char* more) {
    return std::string(kSessionCookie) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict" +
           (secure ? "; Secure" : "") + more;
}

[[noreturn]] void too_many(std::chrono::seconds wait) {
    throw ApiFailure(429, "too_many",
                     {"too many failed attempts", "sign-in", "wait " + std::to_string(wait.count()) + " seconds"});
}

HttpResponse me(Call& call) {
    return json_response(me_json(call.desk, call.who));
}

HttpResponse sign_out(Call& call) {
    call.desk.sessions.end(session_cookie(call.request));
    must(log_act(call.book(), call.user(), {"signed_out", "user " + call.user(), "{}"}));
    HttpResponse response = json_response(Json::object());
    response.headers.emplace_back("Set-Cookie", cookie("", call.request.secure, "; Max-Age=0"));
    return response;
}

HttpResponse change_password(Call& call) {
    const std::string before = text_of(call.body, "old", kPasswordBytesMax);
    Users users(call.book());
    const auto user = must(users.find(call.who.user));
    const std::string& address = call.request.remote_address;
    if (const auto wait = call.desk.throttle.wait(call.user(), address); wait.count() > 0) too_many(wait);
    if (!user || !is_password(before, user->password_hash)) {
        call.desk.throttle.failed(call.user(), address);
        throw ApiFailure(401, "wrong_password", {"the old password is another", "old", ""});
    }
    Users::Change change;
    change.password_hash = must(hash_password(text_of(call.body, "new", 4 * kPasswordBytesMax)), 400, "bad_request");
    must(users.change(call.who.user, change, call.user()));
    call.desk.sessions.end_all(call.who.user);
    const auto changed = must(users.find(call.who.user));
    const std::string token = call.desk.sessions.begin(*changed);
    const auto who = call.desk.sessions.find(token, true);
    HttpResponse response = json_response(me_json(call.desk, *who));
    response.headers.emplace_back("Set-Cookie", cookie(token, call.request.secure, ""));
    return response;
}

}  // namespace

HttpResponse sign_in(Workstation& desk, const HttpRequest& request) {
    if (!request.header("Content-Type").starts_with("application/json")) {
        bad_request("the body is no JSON", "Content-Type", "send application/json");
    }
    const Json body = Json::parse(request.body, nullptr, false);
    if (!body.is_object()) bad_request("the body is no JSON object", "body");
    const std::string name = text_of(body, "user"), password = text_of(body, "password", 4 * kPasswordBytesMax);
    const std::string& address = request.remote_address;
    // Names that there cannot be share one count: nobody fills the memory with them.
    const auto parsed = UserName::parse(name);
    const std::string counted = parsed ? name : "";
    if (const auto wait = desk.throttle.wait(counted, address); wait.count() > 0) too_many(wait);
    const auto book = must(desk.books.lease(), 503, "busy");
    const auto user = parsed ? must(Users(*book).find(*parsed), 503, "busy") : std::nullopt;
    if (!user) pretend_to_check(password);
    const bool right = user && is_password(password, user->password_hash) && user->enabled;
    if (!right) {
        desk.throttle.failed(counted, address);
        must(log_act(*book, "lockbox", {"sign_in_refused", "user " + (user ? name : "unknown"), "{}"}), 503, "busy");
        throw ApiFailure(401, "wrong_password", {"name or password is wrong", "sign-in", ""});
    }
    desk.throttle.succeeded(counted);
    must(log_act(*book, name, {"signed_in", "user " + name, "{}"}), 503, "busy");
    const std::string token = desk.sessions.begin(*user);
    const auto who = desk.sessions.find(token, true);
    HttpResponse response = json_response(me_json(desk, *who));
    response.headers.emplace_back("Set-Cookie", cookie(token, request.secure, ""));
    return response;
}

void add_session_routes(std::vector<Route>& routes) {
    routes.push_back({"GET", "/api/me", kEverybody, me});
    routes.push_back({"POST", "/api/sign-out", kEverybody, sign_out});
    routes.push_back({"POST", "/api/password", kEverybody, change_password});
}

}  // namespace lockbox
