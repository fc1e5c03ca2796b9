#pragma once
// Errors are values. A function that meets bad input returns Result<T>; misuse by a programmer asserts.

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace lockbox {

/// What went wrong, where (file, line, page ...), and what the reader of the message can do about it.
/// Holds no personal data: it may be logged.
struct Error {
    std::string what;
    std::string where;
    std::string remedy;

    /// "where: what (remedy)", leaving out what is empty.
    [[nodiscard]] std::string message() const {
        std::string text = where.empty() ? what : where + ": " + what;
        return remedy.empty() ? text : text + " (" + remedy + ")";
    }
};

/// Either a value or an Error. Test before use: `if (!result) return result.error();`
template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::move(value)) {}        // NOLINT(google-explicit-constructor): `return value;`
    Result(Error error) : state_(std::move(error)) {}    // NOLINT(google-explicit-constructor): `return Error{...};`

    [[nodiscard]] bool ok() const { return std::holds_alternative<T>(state_); }
    explicit operator bool() const { return ok(); }

    T& value() & { assert(ok()); return std::get<T>(state_); }
    const T& value() const& { assert(ok()); return std::get<T>(state_); }
    T&& value() && { assert(ok()); return std::get<T>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    [[nodiscard]] const Error& error() const { assert(!ok()); return std::get<Error>(state_); }

  private:
    std::variant<T, Error> state_;
};

/// Success without a value.
template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}    // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const { return !error_; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const { assert(!ok()); return *error_; }

  private:
    std::optional<Error> error_;
};

}  // namespace lockbox
