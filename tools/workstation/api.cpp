#include "tools/workstation/api.h"

#include <charconv>

#include "tools/workstation/workstation.h"

namespace lockbox {

HttpResponse ApiFailure::response() const {
    HttpResponse response = json_response(
        {{"error", {{"code", code_}, {"what", error_.what}, {"where", error_.where}, {"remedy", error_.remedy}}}},
        status_);
    return response;
}

void bad_request(const std::string& what, const std::string& where, const std::string& remedy) {
    throw ApiFailure(400, "bad_request", {what, where, remedy});
}

void not_found(const std::string& what, const std::string& where) {
    throw ApiFailure(404, "not_found", {what, where, ""});
}

const Book& Call::book() {
    if (!lease) lease.emplace(must(desk.books.lease(), 503, "busy"));
    return **lease;
}

HttpResponse json_response(const Json& json, int status) {
    HttpResponse response;
    response.status = status;
    // What was read off paper may hold bytes that are no UTF-8.
    response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return response;
}

Json reason_json(Reason reason) {
    return {{"word", to_word(reason)}, {"sentence", to_sentence(reason)}};
}

Json reasons_json(const std::vector<Reason>& reasons) {
    Json list = Json::array();
    for (const Reason reason : reasons) list.push_back(reason_json(reason));
    return list;
}

Json reason_counts_json(const std::vector<std::pair<Reason, int>>& reasons) {
    Json list = Json::array();
    for (const auto& [reason, items] : reasons) {
        list.push_back({{"word", to_word(reason)}, {"sentence", to_sentence(reason)}, {"items", items}});
    }
    return list;
}

std::string masked_number(std::string_view number) {
    constexpr std::size_t kShown = 4;
    if (number.size() <= kShown) return "…";
    return "…" + std::string(number.substr(number.size() - kShown));
}

std::string text_of(const Json& body, const char* key, std::size_t bytes_max) {
    const auto found = body.find(key);
    if (found == body.end() || found->is_null()) return "";
    if (!found->is_string()) bad_request(std::string(key) + " is text", key);
    const auto& text = found->get_ref<const std::string&>();
    if (text.size() > bytes_max) bad_request(std::string(key) + " is too long", key);
    return text;
}

bool flag_of(const Json& body, const char* key) {
    const auto found = body.find(key);
    if (found == body.end() || found->is_null()) return false;
    if (!found->is_boolean()) bad_request(std::string(key) + " is true or false", key);
    return found->get<bool>();
}

std::int64_t number_in(const std::string& text, const char* name) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value <= 0) {
        bad_request("not a number of " + std::string(name), name);
    }
    return value;
}

}  // namespace lockbox
