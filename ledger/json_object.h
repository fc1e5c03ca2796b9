#pragma once
// A flat JSON object, member by member: the details of audit rows and what people keyed.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "ledger/money.h"

namespace lockbox {

/// With its quotes; control characters and quotes inside are escaped.
[[nodiscard]] std::string json_text(std::string_view text);

class JsonObject {
  public:
    /// Numbers as numbers, money as whole cents, identifiers and dates as text, an empty optional as null.
    template <class T>
    JsonObject& add(std::string_view key, const T& value) {
        return raw(key, to_json(value));
    }
    /// `json` is valid JSON already.
    JsonObject& raw(std::string_view key, std::string_view json) {
        members_.append(members_.empty() ? "" : ",").append(json_text(key)).append(":").append(json);
        return *this;
    }
    /// Only when there is a value.
    template <class T>
    JsonObject& add_known(std::string_view key, const std::optional<T>& value) {
        return value ? add(key, *value) : *this;
    }
    [[nodiscard]] bool empty() const { return members_.empty(); }
    [[nodiscard]] std::string str() const { return "{" + members_ + "}"; }

  private:
    template <class T>
    static std::string to_json(const T& value) {
        if constexpr (requires { value.has_value(); }) {
            return value ? to_json(*value) : "null";
        } else if constexpr (std::is_same_v<T, bool>) {
            return value ? "true" : "false";
        } else if constexpr (std::is_integral_v<T>) {
            return std::to_string(value);
        } else if constexpr (std::is_same_v<T, Cents>) {
            return std::to_string(value.count());
        } else if constexpr (std::is_convertible_v<T, std::string_view>) {
            return json_text(value);
        } else if constexpr (std::is_enum_v<T>) {
            return json_text(to_word(value));
        } else if constexpr (requires { value.str(); }) {
            return json_text(value.str());
        } else if constexpr (requires { value.to_string(); }) {
            return json_text(value.to_string());
        } else {
            return std::to_string(value.value);  // RowId
        }
    }
    std::string members_;
};

}  // namespace lockbox
