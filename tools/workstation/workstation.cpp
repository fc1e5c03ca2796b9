#include "tools/workstation/workstation.h"

#include <malloc.h>

#include <algorithm>
#include <array>

#include "ledger/users.h"
#include "tools/lockbox/intake.h"
#include "tools/lockbox/log.h"
#include "tools/workstation/upload.h"

namespace lockbox {
namespace {

constexpr std::size_t kImageBytesMax = 48 << 20;  // of encoded, and once more of decoded images

constexpr const char* kContentPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

void add_safety_headers(HttpResponse& response, bool secure) {
    const auto has = [&](std::string_view name) {
        return std::any_of(response.headers.begin(), response.headers.end(),
                           [&](const auto& header) { return header.first == name; });
    };
    if (!has("Cache-Control")) response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("Content-Security-Policy", kContentPolicy);
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.headers.emplace_back("X-Frame-Options", "DENY");
    response.headers.emplace_back("Referrer-Policy", "no-referrer");
    response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    if (secure) response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

/// The parts of the path where the pattern has `*`; nullopt when it is another path.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
    std::vector<std::string> parts;
    while (!pattern.empty() && !path.empty()) {
        const auto segment = [](std::string_view& text) {
            const std::size_t slash = std::min(text.find('/', 1), text.size());
            const std::string_view first = text.substr(0, slash);
            text.remove_prefix(slash);
            return first;
        };
        const std::string_view wanted = segment(pattern), given = segment(path);
        if (wanted == "/*" && given.size() > 1) {
            parts.emplace_back(given.substr(1));
        } else if (wanted != given) {
            return std::nullopt;
        }
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return parts;
}

[[noreturn]] void forbid(const char* code, const std::string& what) {
    throw ApiFailure(403, code, {what, "", ""});
}

/// A page of another origin can send requests, with the cookie where the browser is old: the token and the origin give
/// it away.
void require_own_page(const HttpRequest& request) {
    const std::string origin = request.header("Origin");
    if (origin.empty()) return;
    if (origin != (request.secure ? "https://" : "http://") + request.header("Host")) {
        forbid("origin", "the request comes from another site");
    }
}

Json body_of(const HttpRequest& request) {
    if (request.body.empty()) return Json::object();
    if (!request.header("Content-Type").starts_with("application/json")) {
        bad_request("the body is no JSON", "Content-Type", "send application/json");
    }
    Json body = Json::parse(request.body, nullptr, false);
    if (!body.is_object()) bad_request("the body is no JSON object", "body");
    return body;
}

HttpResponse guarded(const std::function<HttpResponse()>& work) {
    try {
        return work();
    } catch (const ApiFailure& failure) {
        return failure.response();
    } catch (const std::exception& fault) {
        log_event(LogLevel::error, "workstation_fault", {{"what", fault.what()}});
        return ApiFailure(500, "fault", {"a fault in the program; nothing half-done was kept", "", "please report it"})
            .response();
    }
}

}  // namespace

Workstation::Workstation(WorkstationSettings given, Books::Open open_book)
    : settings(std::move(given)),
      books(std::move(open_book)),
      sessions(settings.sessions, settings.clock),
      throttle(settings.clock),
      accounts(settings.database, settings.config),
      images(image_limits(settings.config), kImageBytesMax),
      views(settings.clock),
      watch(books, hub),
      jobs([this](const Job& job) { hub.say("job", job_json(job).dump()); }),
      pages(settings.pages) {
    add_session_routes(routes_);
    add_queue_routes(routes_);
    add_item_routes(routes_);
    add_resolve_routes(routes_);
    add_image_routes(routes_);
    add_account_routes(routes_);
    add_batch_routes(routes_);
    add_check_routes(routes_);
    add_day_routes(routes_);
    add_user_routes(routes_);
    add_audit_routes(routes_);
    add_event_routes(routes_);
    preparation_ = std::thread([this] { prepare_accounts(); });
}

Workstation::~Workstation() {
    preparation_.join();
}

/// With a million plans the first search would wait for many seconds. What fails here is told to whoever searches.
void Workstation::prepare_accounts() {
    try {
        if (const auto book = books.lease()) static_cast<void>(accounts.search(**book));
    } catch (const std::exception& fault) {
        log_event(LogLevel::error, "accounts_not_prepared", {{"what", fault.what()}});
    }
}

void Workstation::stop() {
    hub.stop();
    jobs.stop();
}

void give_freed_memory_back() {
    constexpr int kLargeBytes = 256 * 1024;  // fixed: by itself the C library learns to keep what is large
    constexpr int kArenas = 4;
    mallopt(M_MMAP_THRESHOLD, kLargeBytes);
    mallopt(M_ARENA_MAX, kArenas);
}

std::string session_cookie(const HttpRequest& request) {
    const std::string cookies = "; " + request.header("Cookie");
    const std::string name = std::string("; ") + kSessionCookie + "=";
    const std::size_t at = cookies.find(name);
    if (at == std::string::npos) return "";
    const std::size_t begin = at + name.size();
    return cookies.substr(begin, cookies.find(';', begin) - begin);
}

SignedIn Workstation::signed_in(const HttpRequest& request) {
    const bool by_person = request.header("X-Background").empty() && request.path != "/api/events";
    const std::string token = session_cookie(request);
    const auto who = sessions.find(token, by_person);
    if (!who) throw ApiFailure(401, "not_signed_in", {"you are not signed in", "", "sign in"});
    const auto book = must(books.lease(), 503, "busy");
    const auto user = must(Users(*book).find(who->user), 503, "busy");
    if (!user || !user->enabled || user->change != who->change) {
        sessions.end(token);
        throw ApiFailure(401, "not_signed_in", {"your user was changed", "", "sign in again"});
    }
    return *who;
}

HttpResponse Workstation::route(const HttpRequest& request) {
    if (request.method == "POST" && request.path == "/api/sign-in") {
        require_own_page(request);
        return sign_in(*this, request);
    }
    const std::string method = request.method == "HEAD" ? "GET" : request.method;
    for (const Route& route : routes_) {
        if (route.method != method) continue;
        auto parts = match(route.path, request.path);
        if (!parts) continue;
        Call call{*this, request, *std::move(parts), signed_in(request), Json::object()};
        if (method != "GET") {
            require_own_page(request);
            if (request.header("X-CSRF-Token") != call.who.csrf) forbid("csrf", "the request has no valid token");
        }
        if ((route.roles & only(call.who.role)) == 0) {
            forbid("not_allowed", "this is not for the role " + std::string(to_word(call.who.role)));
        }
        call.body = body_of(request);
        const std::string id = request.header("X-Request-Id");
        if (id.empty() || method != "POST") return route.handler(call);
        if (!Replays::is_id(id)) bad_request("no such form of an id", "X-Request-Id");
        return replays.once(call.who.number, id, [&] { return guarded([&] { return route.handler(call); }); });
    }
    not_found("there is nothing here", request.path.substr(0, 100));
}

HttpResponse Workstation::answer(const HttpRequest& request) {
    HttpResponse response = guarded([&]() -> HttpResponse {
        if (request.path.starts_with("/api/")) return route(request);
        if (request.method == "GET" || request.method == "HEAD") {
            if (auto file = pages.find(request.path, request.header("If-None-Match"))) return *std::move(file);
        }
        not_found("there is nothing here", request.path.substr(0, 100));
    });
    add_safety_headers(response, request.secure);
    return response;
}

HttpResponse Workstation::upload(const HttpRequest& request, const BodyReader& body) {
    HttpResponse response = guarded([&]() -> HttpResponse {
        const auto parts = match("/api/uploads/*/*", request.path);
        if (!parts) not_found("there is nothing here", request.path.substr(0, 100));
        const SignedIn who = signed_in(request);
        require_own_page(request);
        if (request.header("X-CSRF-Token") != who.csrf) forbid("csrf", "the request has no valid token");
        if ((kOperators & only(who.role)) == 0) forbid("not_allowed", "only operators hand in batches");
        return take_uploaded_file(*this, who, (*parts)[0], (*parts)[1], body);
    });
    add_safety_headers(response, request.secure);
    return response;
}

}  // namespace lockbox
