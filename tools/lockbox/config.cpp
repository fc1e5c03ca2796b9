#include "tools/lockbox/config.h"

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <set>
#include <sstream>

namespace lockbox {
namespace {

/// Thrown inside this file only: carries the first thing wrong out of the nested readers.
struct BadSetting {
    Error error;
};

std::string place(const std::string& file, const toml::source_region& source) {
    return file + ":" + std::to_string(source.begin.line) + ":" + std::to_string(source.begin.column);
}

[[noreturn]] void fail(const std::string& file, const toml::node& node, const std::string& key, const std::string& what,
                       const std::string& remedy) {
    throw BadSetting{{"setting `" + key + "` " + what, place(file, node.source()), remedy}};
}

/// Reads one table and remembers which keys were asked for: the rest are misspelt.
class Section {
  public:
    Section(const std::string& file, std::string name, const toml::table* table)
        : file_(file), name_(std::move(name)), table_(table) {}

    template <class T>
    void number(const char* key, T& value, double low, double high) {
        const toml::node* node = find(key);
        if (!node) return;
        const bool right_type = std::is_floating_point_v<T> ? node->is_number() : node->is_integer();
        if (!right_type) fail(file_, *node, path(key), "must be a number", "see `lockbox config --defaults`");
        const double given = *node->value<double>();
        if (given < low || given > high) {
            std::ostringstream range;
            range << "must be between " << low << " and " << high;
            fail(file_, *node, path(key), range.str(), "correct the value");
        }
        value = static_cast<T>(*node->value<T>());
    }

    void flag(const char* key, bool& value) {
        const toml::node* node = find(key);
        if (!node) return;
        if (!node->is_boolean()) fail(file_, *node, path(key), "must be true or false", "correct the value");
        value = *node->value<bool>();
    }

    void text(const char* key, std::string& value) {
        const toml::node* node = find(key);
        if (!node) return;
        if (!node->is_string()) fail(file_, *node, path(key), "must be text in quotes", "correct the value");
        value = *node->value<std::string>();
    }

    void one_of(const char* key, std::string& value, std::initializer_list<const char*> allowed) {
        text(key, value);
        if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return;
        std::string words;
        for (const char* word : allowed) words += (words.empty() ? "" : ", ") + std::string(word);
        fail(file_, *find(key), path(key), "is unknown", "use one of: " + words);
    }

    void money(const char* key, Cents& value, Cents least = Cents(1)) {
        const toml::node* node = find(key);
        if (!node) return;
        const auto cents = node->is_string() ? Cents::parse(*node->value<std::string>()) : std::nullopt;
        if (!cents || *cents < least) {
            fail(file_, *node, path(key), "must be an amount in quotes", "write it as \"10000.00\"");
        }
        value = *cents;
    }

    void texts(const char* key, std::vector<std::string>& values) {
        const toml::node* node = find(key);
        if (!node) return;
        const toml::array* array = node->as_array();
        if (!array || array->empty()) fail(file_, *node, path(key), "must be a list of texts", "correct the value");
        values.clear();
        for (const toml::node& element : *array) {
            if (!element.is_string()) fail(file_, element, path(key), "must hold texts only", "put it in quotes");
            values.push_back(*element.value<std::string>());
        }
    }

    void reject_unknown() const {
        if (!table_) return;
        for (const auto& [key, node] : *table_) {
            if (!known_.contains(std::string(key.str()))) {
                fail(file_, node, path(std::string(key.str())), "does not exist",
                     "see `lockbox config --defaults` for the settings there are");
            }
        }
    }

  private:
    const toml::node* find(const char* key) {
        known_.insert(key);
        return table_ ? table_->get(key) : nullptr;
    }
    [[nodiscard]] std::string path(const std::string& key) const { return name_.empty() ? key : name_ + "." + key; }

    const std::string& file_;
    std::string name_;
    const toml::table* table_;
    std::set<std::string> known_;
};

const toml::table* subtable(const std::string& file, const toml::table& root, const char* name) {
    const toml::node* node = root.get(name);
    if (!node) return nullptr;
    if (!node->is_table()) fail(file, *node, name, "must be a table", "write [" + std::string(name) + "]");
    return node->as_table();
}

void read_insurers(const std::string& file, const toml::table& root, std::vector<InsurerNames>& insurers) {
    const toml::node* node = root.get("insurers");
    if (!node) return;
    if (!node->is_array_of_tables()) fail(file, *node, "insurers", "must be a list of tables", "write [[insurers]]");
    insurers.clear();
    for (const toml::node& element : *node->as_array()) {
        InsurerNames insurer;
        Section section(file, "insurers", element.as_table());
        section.text("name", insurer.name);
        section.texts("aliases", insurer.aliases);
        section.reject_unknown();
        if (insurer.name.empty()) fail(file, element, "insurers.name", "is missing", "name the insurer");
        insurers.push_back(std::move(insurer));
    }
}

constexpr std::array<std::pair<const char*, CodeField>, 7> kCodeFields = {{
    {"version", CodeField::version},
    {"billing_account", CodeField::billing_account},
    {"plan_kind", CodeField::plan_kind},
    {"invoice_number", CodeField::invoice_number},
    {"amount_cents", CodeField::amount_cents},
    {"coverage_month", CodeField::coverage_month},
    {"check_digits", CodeField::check_digits},
}};

/// "billing_account:9"
std::optional<CodeFieldWidth> code_field_from(const std::string& text) {
    const std::size_t colon = text.find(':');
    const auto known = std::find_if(kCodeFields.begin(), kCodeFields.end(),
                                    [&](const auto& field) { return text.substr(0, colon) == field.first; });
    std::size_t width = 0;
    const char* begin = text.data() + (colon == std::string::npos ? text.size() : colon + 1);
    const auto [end, error] = std::from_chars(begin, text.data() + text.size(), width);
    if (known == kCodeFields.end() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return CodeFieldWidth{known->second, width};
}

std::vector<std::string> code_field_texts(const CouponCodeLayout& layout) {
    std::vector<std::string> texts;
    for (const CodeFieldWidth& field : layout.fields) {
        texts.push_back(kCodeFields[static_cast<std::size_t>(field.field)].first + (":" + std::to_string(field.width)));
    }
    return texts;
}

void read_coupon_code_layout(const std::string& file, const toml::table& root, CouponCodeLayout& layout) {
    const toml::table* table = subtable(file, root, "coupon_code");
    if (!table) return;
    Section section(file, "coupon_code", table);
    std::vector<std::string> fields = code_field_texts(layout);
    std::string health(1, layout.health), dental(1, layout.dental);
    section.texts("fields", fields);
    section.text("version", layout.version);
    section.text("health", health);
    section.text("dental", dental);
    section.reject_unknown();
    layout.fields.clear();
    for (const std::string& text : fields) {
        const auto field = code_field_from(text);
        if (!field) fail(file, *table, "coupon_code.fields", "does not know `" + text + "`", "write name:digits");
        layout.fields.push_back(*field);
    }
    if (health.size() != 1 || dental.size() != 1) {
        fail(file, *table, "coupon_code", "needs one digit each for health and dental", "correct the value");
    }
    layout.health = health[0];
    layout.dental = dental[0];
    if (const auto sound = layout.check(); !sound) {
        fail(file, *table, "coupon_code.fields", "cannot be read by: " + sound.error().what, "correct the table");
    }
}

/// "17:00" as minutes of the day.
std::optional<int> minute_from(const std::string& text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    int hour = 0, minute = 0;
    const char* at = text.data();
    const auto hours = std::from_chars(at, at + 2, hour), minutes = std::from_chars(at + 3, at + 5, minute);
    const bool whole =
        hours.ec == std::errc{} && minutes.ec == std::errc{} && hours.ptr == at + 2 && minutes.ptr == at + 5;
    return whole && hour < 24 && minute < 60 && hour >= 0 && minute >= 0 ? std::optional(60 * hour + minute)
                                                                         : std::nullopt;
}

std::string time_text(int minute_of_day) {
    const std::string hour = std::to_string(100 + minute_of_day / 60),
                      minute = std::to_string(100 + minute_of_day % 60);
    return hour.substr(1) + ":" + minute.substr(1);
}

void overlay(const std::string& file, const toml::table& root, Config& config) {
    static constexpr std::array<const char*, 10> kSections = {"posting", "payees", "insurers", "coupon_code", "review",
                                                              "book",    "images", "workers",  "reader",      "log"};
    for (const auto& [key, node] : root) {
        if (std::find(kSections.begin(), kSections.end(), key.str()) == kSections.end()) {
            fail(file, node, std::string(key.str()), "does not exist", "see `lockbox config --defaults`");
        }
    }
    Section posting(file, "posting", subtable(file, root, "posting"));
    posting.number("risk_max", config.posting.risk_max, 0.0, 0.5);
    posting.money("over_limit", config.posting.over_limit);
    posting.number("first_payment_times_max", config.posting.first_payment_times_max, 1, 100);
    posting.number("stale_after_days", config.posting.stale_after_days, 1, 3660);
    posting.flag("date_unreadable_is_a_reason", config.posting.date_unreadable_is_a_reason);
    posting.reject_unknown();

    Section payees(file, "payees", subtable(file, root, "payees"));
    payees.texts("names", config.payees);
    payees.reject_unknown();

    read_insurers(file, root, config.insurers);
    read_coupon_code_layout(file, root, config.coupon_code);

    Section review(file, "review", subtable(file, root, "review"));
    review.money("second_user_above", config.review.second_user_above);
    review.number("claim_minutes", config.review.claim_minutes, 1, 1440);
    review.reject_unknown();

    Section book(file, "book", subtable(file, root, "book"));
    std::string cut_off = time_text(config.book.cut_off_minute);
    book.text("cut_off", cut_off);
    const std::optional<int> minute = minute_from(cut_off);
    if (!minute) fail(file, *subtable(file, root, "book"), "book.cut_off", "must be a time", "write it as \"17:00\"");
    config.book.cut_off_minute = *minute;
    book.money("returned_check_fee", config.book.returned_check_fee, Cents(0));
    book.number("keep_images_days", config.book.keep_images_days, 1, 36600);
    book.reject_unknown();

    Section images(file, "images", subtable(file, root, "images"));
    images.number("file_bytes_max", config.images.file_bytes_max, 1024, 4e9);
    images.number("pixels_max", config.images.pixels_max, 1000, 1e9);
    images.number("side_px_max", config.images.side_px_max, 100, 100000);
    images.reject_unknown();

    Section workers(file, "workers", subtable(file, root, "workers"));
    workers.number("jobs", config.workers.jobs, 0, 256);
    workers.number("memory_mib_max", config.workers.memory_mib_max, 0, 65536);
    workers.number("page_seconds_max", config.workers.page_seconds_max, 1, 3600);
    workers.reject_unknown();

    Section reader(file, "reader", subtable(file, root, "reader"));
    reader.one_of("engine", config.reader_engine, {"tesseract", "none"});
    reader.text("line_model", config.line_model);
    reader.text("line_model_sha256", config.line_model_sha256);
    reader.reject_unknown();

    Section log(file, "log", subtable(file, root, "log"));
    log.one_of("level", config.log.level, {"trace", "debug", "info", "warning", "error", "off"});
    log.text("file", config.log.file);
    log.reject_unknown();
}

Result<void> overlay_text(const std::string& name, std::string_view text, Config& config) {
    try {
        overlay(name, toml::parse(text, name), config);
        return {};
    } catch (const toml::parse_error& error) {
        return Error{std::string(error.description()), place(name, error.source()), "correct the line"};
    } catch (const BadSetting& bad) {
        return bad.error;
    }
}

Result<std::string> read_all(const std::filesystem::path& path) {
    constexpr std::uintmax_t kBytesMax = 1 << 20;
    std::error_code failed;
    const std::uintmax_t size = std::filesystem::file_size(path, failed);
    if (failed) return Error{"the configuration cannot be read: " + failed.message(), path.string(), "check --config"};
    if (size > kBytesMax) return Error{"the configuration is larger than 1 MiB", path.string(), "check --config"};
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) return Error{"the configuration cannot be read", path.string(), "check its permissions"};
    return text.str();
}

toml::array to_array(const std::vector<std::string>& texts) {
    toml::array array;
    for (const std::string& text : texts) array.push_back(text);
    return array;
}

}  // namespace

Result<Config> load_config(const std::optional<std::filesystem::path>& file) {
    Config config;
    if (auto defaults = overlay_text("built-in lockbox.toml", default_config_text(), config); !defaults) {
        return defaults.error();
    }
    if (!file) return config;
    const Result<std::string> text = read_all(*file);
    if (!text) return text.error();
    if (auto own = overlay_text(file->string(), *text, config); !own) return own.error();
    return config;
}

std::string to_toml(const Config& config) {
    toml::array insurers;
    for (const InsurerNames& insurer : config.insurers) {
        insurers.push_back(toml::table{{"name", insurer.name}, {"aliases", to_array(insurer.aliases)}});
    }
    const toml::table root{
        {"posting", toml::table{{"risk_max", config.posting.risk_max},
                                {"over_limit", config.posting.over_limit.to_string()},
                                {"first_payment_times_max", config.posting.first_payment_times_max},
                                {"stale_after_days", config.posting.stale_after_days},
                                {"date_unreadable_is_a_reason", config.posting.date_unreadable_is_a_reason}}},
        {"payees", toml::table{{"names", to_array(config.payees)}}},
        {"insurers", insurers},
        {"coupon_code", toml::table{{"fields", to_array(code_field_texts(config.coupon_code))},
                                    {"version", config.coupon_code.version},
                                    {"health", std::string(1, config.coupon_code.health)},
                                    {"dental", std::string(1, config.coupon_code.dental)}}},
        {"review", toml::table{{"second_user_above", config.review.second_user_above.to_string()},
                               {"claim_minutes", config.review.claim_minutes}}},
        {"book", toml::table{{"cut_off", time_text(config.book.cut_off_minute)},
                             {"returned_check_fee", config.book.returned_check_fee.to_string()},
                             {"keep_images_days", config.book.keep_images_days}}},
        {"images", toml::table{{"file_bytes_max", config.images.file_bytes_max},
                               {"pixels_max", config.images.pixels_max},
                               {"side_px_max", config.images.side_px_max}}},
        {"workers", toml::table{{"jobs", config.workers.jobs},
                                {"memory_mib_max", config.workers.memory_mib_max},
                                {"page_seconds_max", config.workers.page_seconds_max}}},
        {"reader", toml::table{{"engine", config.reader_engine},
                               {"line_model", config.line_model},
                               {"line_model_sha256", config.line_model_sha256}}},
        {"log", toml::table{{"level", config.log.level}, {"file", config.log.file}}},
    };
    std::ostringstream text;
    text << root << '\n';
    return text.str();
}

}  // namespace lockbox
