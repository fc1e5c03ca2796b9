#include "scan/batch_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace lockbox {
namespace {

using nlohmann::json;

constexpr std::size_t kPagesMax = 100'000;
constexpr std::size_t kTextMax = 200;
constexpr int kNumberMax = 1'000'000;

Error at(const std::string& pointer, std::string what, std::string remedy) {
    return {std::move(what), "batch.json " + pointer, std::move(remedy)};
}

/// The member, or null where it is absent.
const json& member(const json& object, const char* key) {
    static const json kNull;
    const auto found = object.find(key);
    return found == object.end() ? kNull : *found;
}

std::optional<int> whole_number(const json& value, int least) {
    if (!value.is_number_integer()) return std::nullopt;
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(kNumberMax))
        return std::nullopt;
    const auto number = value.get<std::int64_t>();
    if (number < least || number > kNumberMax) return std::nullopt;
    return static_cast<int>(number);
}

Result<std::string> text(const json& object, const char* key) {
    const json& value = member(object, key);
    if (value.is_null()) return std::string();
    const auto* string = value.get_ptr<const std::string*>();
    const auto printable = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; };
    if (string == nullptr || string->size() > kTextMax || !std::all_of(string->begin(), string->end(), printable)) {
        return at(std::string("/") + key, "this is not a short text",
                  "write it in quotes, on one line, or leave it out");
    }
    return *string;
}

Result<std::optional<int>> count(const json& control, const char* key) {
    const json& value = member(control, key);
    if (value.is_null()) return std::optional<int>();
    const auto number = whole_number(value, 0);
    if (!number) {
        return at(std::string("/control/") + key, "this is not a count",
                  "write a whole number from 0, or leave it out");
    }
    return number;
}

Result<std::optional<ControlTotals>> control_totals(const json& batch) {
    const json& control = member(batch, "control");
    if (control.is_null()) return std::optional<ControlTotals>();
    if (!control.is_object())
        return at("/control", "this is not an object", "write { \"pages\": ..., \"total\": ... }");
    const auto pages = count(control, "pages"), checks = count(control, "checks");
    if (!pages) return pages.error();
    if (!checks) return checks.error();
    ControlTotals totals{*pages, *checks, std::nullopt};
    const json& total = member(control, "total");
    if (!total.is_null()) {
        const auto* string = total.get_ptr<const std::string*>();
        totals.total = string == nullptr ? std::nullopt : Cents::parse(*string);
        if (!totals.total || totals.total->count() < 0) {
            return at("/control/total", "this is not an amount", "write dollars and cents in quotes, as \"15317.33\"");
        }
    }
    return std::optional(totals);
}

std::optional<std::string> file_name(const json& page, const char* side, ListedPage& listed) {
    const json& value = member(page, side);
    if (value.is_null()) return std::nullopt;
    if (const auto* name = value.get_ptr<const std::string*>()) return *name;
    listed.problem = Error{"this is not a file name", listed.where + "/" + side, "name the image file in quotes"};
    return std::nullopt;
}

ListedPage listed_page(const json& page, std::size_t index) {
    ListedPage listed;
    listed.where = "batch.json /pages/" + std::to_string(index);
    if (!page.is_object()) {
        listed.problem = Error{"this is not a page", listed.where, "write { \"sequence\": ..., \"front\": ... }"};
        return listed;
    }
    if (const json& transaction = member(page, "transaction"); !transaction.is_null()) {
        listed.transaction = whole_number(transaction, 1);
        if (!listed.transaction) {
            listed.problem = Error{"this is not a transaction number", listed.where + "/transaction",
                                   "write a whole number from 1, or leave it out"};
        }
    }
    listed.sequence = whole_number(member(page, "sequence"), 1);
    if (!listed.sequence) {
        listed.problem = Error{"this page has no sequence number", listed.where + "/sequence",
                               "number the pages from 1 in scan order"};
    }
    listed.back = file_name(page, "back", listed);
    listed.front = file_name(page, "front", listed);
    if (!listed.front && !listed.problem) {
        listed.problem = Error{"the page has no front", listed.where, "name its image as \"front\""};
    }
    return listed;
}

std::string line_and_column(std::string_view text_read, std::size_t byte) {
    const std::string_view before = text_read.substr(0, std::min(text_read.size(), byte > 0 ? byte - 1 : 0));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(before.size() - line_start + 1);
}

Result<json> parse(std::string_view text_read) {
    constexpr int kDepthMax = 8;
    bool too_deep = false;
    const auto not_too_deep = [&too_deep](int depth, json::parse_event_t, json&) {
        too_deep = too_deep || depth > kDepthMax;
        return depth <= kDepthMax;
    };
    try {
        json batch = json::parse(text_read, not_too_deep);
        if (too_deep) return at("/", "the file is nested too deeply", "write it as the scanner interface says");
        if (!batch.is_object()) return at("/", "the file is not a JSON object", "write { \"pages\": [ ... ] }");
        return batch;
    } catch (const json::parse_error& error) {
        return at(line_and_column(text_read, error.byte), "this is not JSON", "correct it there, or remove batch.json");
    } catch (const json::exception&) {
        return at("/", "a number is out of range", "correct it, or remove batch.json");
    }
}

}  // namespace

Result<BatchListing> parse_batch_json(std::string_view text_read) {
    const auto batch = parse(text_read);
    if (!batch) return batch.error();
    const auto id = text(*batch, "batch_id"), lockbox = text(*batch, "lockbox"), received = text(*batch, "received"),
               scanner = text(*batch, "scanner");
    for (const auto* field : {&id, &lockbox, &received, &scanner}) {
        if (!*field) return field->error();
    }
    BatchListing listing;
    listing.lockbox = *lockbox;
    listing.scanner = *scanner;
    if (!id->empty() && !(listing.id = BatchId::parse(*id))) {
        return at("/batch_id", "this cannot be a batch's name", "use up to 64 letters, digits, '.', '_' and '-'");
    }
    if (!received->empty() && !(listing.received = Date::parse(*received))) {
        return at("/received", "this is not a day", "write it as 2026-11-18");
    }
    const auto control = control_totals(*batch);
    if (!control) return control.error();
    listing.control = *control;
    const json& pages = member(*batch, "pages");
    if (!pages.is_array() || pages.size() > kPagesMax) {
        return at("/pages", "this is not a list of pages", "list them as [ { \"sequence\": 1, \"front\": ... } ]");
    }
    for (const json& page : pages) listing.pages.push_back(listed_page(page, listing.pages.size()));
    return listing;
}

}  // namespace lockbox
