#pragma once
// What the parts of the interface (docs/workstation-api.md) share: a call with its session, values from requests, and
// answers. Inside the interface what cannot go on throws ApiFailure; call_api() turns it into its answer.

#include <cstdint>
#include <exception>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "ledger/book.h"
#include "ledger/decision.h"
#include "ledger/money.h"
#include "ledger/result.h"
#include "ledger/users.h"
#include "tools/workstation/books.h"
#include "tools/workstation/http.h"
#include "tools/workstation/sessions.h"

namespace lockbox {

class Workstation;
using Json = nlohmann::ordered_json;

class ApiFailure : public std::exception {
  public:
    ApiFailure(int status, std::string code, Error error)
        : status_(status), code_(std::move(code)), error_(std::move(error)) {}
    [[nodiscard]] HttpResponse response() const;
    [[nodiscard]] const char* what() const noexcept override { return code_.c_str(); }

  private:
    int status_;
    std::string code_;
    Error error_;
};

[[noreturn]] void bad_request(const std::string& what, const std::string& where, const std::string& remedy = "");
[[noreturn]] void not_found(const std::string& what, const std::string& where);

/// The value, or the answer that says what the book has against it.
template <class T>
T must(Result<T> result, int status = 409, const char* code = "refused") {
    if (!result) throw ApiFailure(status, code, result.error());
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// One request of somebody who is signed in.
struct Call {
    Workstation& desk;
    const HttpRequest& request;
    std::vector<std::string> parts;  ///< of the path, where its pattern has `*`
    SignedIn who;
    Json body;  ///< an object; of requests without a body an empty one

    /// Opened at the first use and kept until the answer.
    [[nodiscard]] const Book& book();
    [[nodiscard]] const std::string& user() const { return who.user.str(); }

    std::optional<Books::Lease> lease = {};  ///< of book(), nobody else's
};

using ApiHandler = HttpResponse (*)(Call&);
struct Route {
    std::string_view method, path;  ///< "/api/items/*/claim"
    unsigned roles = 0;             ///< bits of Role
    ApiHandler handler = nullptr;
};

constexpr unsigned only(Role role) {
    return 1U << static_cast<unsigned>(role);
}
inline constexpr unsigned kOperators = only(Role::operate) | only(Role::supervise);
inline constexpr unsigned kReviewers = only(Role::review) | only(Role::supervise);
inline constexpr unsigned kReaders = kReviewers | only(Role::audit);
inline constexpr unsigned kSupervisors = only(Role::supervise);
inline constexpr unsigned kOverseers = kSupervisors | only(Role::audit);
inline constexpr unsigned kEverybody = kOperators | kReaders;

/// The routes of each part.
void add_queue_routes(std::vector<Route>& routes);
void add_item_routes(std::vector<Route>& routes);
void add_resolve_routes(std::vector<Route>& routes);
void add_image_routes(std::vector<Route>& routes);
void add_account_routes(std::vector<Route>& routes);
void add_batch_routes(std::vector<Route>& routes);
void add_check_routes(std::vector<Route>& routes);
void add_day_routes(std::vector<Route>& routes);
void add_user_routes(std::vector<Route>& routes);
void add_audit_routes(std::vector<Route>& routes);
void add_event_routes(std::vector<Route>& routes);

// ---- answers ----

[[nodiscard]] HttpResponse json_response(const Json& json, int status = 200);

/// Identifiers, dates, money and words as text, numbers as numbers, an empty optional as null.
template <class T>
[[nodiscard]] Json json_of(const T& value) {
    if constexpr (requires { value.has_value(); }) {
        return value ? json_of(*value) : Json();
    } else if constexpr (requires { value.str(); }) {
        return value.str();
    } else if constexpr (requires { value.to_string(); }) {
        return value.to_string();
    } else if constexpr (std::is_enum_v<T>) {
        return std::string(to_word(value));
    } else if constexpr (requires { value.value; }) {
        return value.value;
    } else {
        return value;
    }
}
[[nodiscard]] Json reason_json(Reason reason);
[[nodiscard]] Json reasons_json(const std::vector<Reason>& reasons);
[[nodiscard]] Json reason_counts_json(const std::vector<std::pair<Reason, int>>& reasons);
/// "…3235": the last four characters, of which shorter ones show none.
[[nodiscard]] std::string masked_number(std::string_view number);

// ---- values of requests ----

inline constexpr std::size_t kNoteBytesMax = 1'000;

/// Empty when it is not there or null. Not text, or longer: bad request.
[[nodiscard]] std::string text_of(const Json& body, const char* key, std::size_t bytes_max = 100);
[[nodiscard]] bool flag_of(const Json& body, const char* key);
/// A positive whole number in decimal.
[[nodiscard]] std::int64_t number_in(const std::string& text, const char* name);

template <class T>
[[nodiscard]] std::optional<T> value_in(const std::string& text, const char* name) {
    if (text.empty()) return std::nullopt;
    auto value = T::parse(text);
    if (!value) bad_request("not a value of " + std::string(name), name);
    return value;
}
template <class T>
[[nodiscard]] std::optional<T> value_of(const Json& body, const char* key) {
    return value_in<T>(text_of(body, key), key);
}

}  // namespace lockbox
