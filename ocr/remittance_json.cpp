#include "ocr/remittance_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "ocr/remittance_keys.h"

namespace lockbox {
namespace {

using Json = nlohmann::ordered_json;
using remittance_keys::fields;
using remittance_keys::words;

constexpr int kVersion = 1;
// A page of small print has about 100 lines of 100 characters; its readings are some 100 kB.
constexpr std::size_t kBytesMax = 4U << 20;
constexpr std::size_t kItemsMax = 4096;
constexpr std::size_t kStringBytesMax = 16384;
constexpr int kDepthMax = 16;
constexpr std::int64_t kIntMax = 100'000'000;  // pixels, degrees, sequence numbers
constexpr std::int64_t kCentsMax = 1'000'000'000'000'000;
constexpr double kDoubleMax = 1e9;  // gray levels, degrees, milliseconds

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsIdentifier : std::false_type {};
template <class Tag>
struct IsIdentifier<Identifier<Tag>> : std::true_type {};

template <class T>
constexpr bool kIsReading = remittance_keys::IsReading<T>::value;
/// What may be left out because its absence says the same.
template <class T>
constexpr bool kMayBeLeftOut =
    IsOptional<T>::value || IsVector<T>::value || std::is_same_v<T, std::string> || kIsReading<T>;

template <class T>
bool is_left_out(const T& value) {
    if constexpr (IsOptional<T>::value) return !value;
    if constexpr (IsVector<T>::value || std::is_same_v<T, std::string>) return value.empty();
    if constexpr (kIsReading<T>) {
        return value.presence == Presence::absent && value.alternatives.empty() && !value.region && value.lattice.empty();
    }
    return false;
}

// ---- Writing

class Writer {
  public:
    template <class T>
    void operator()(const char* key, const T& value) {
        if (!is_left_out(value)) object_[key] = json_of(value);
    }
    void probability(const char* key, double value) { (*this)(key, value); }

    template <class T>
    static Json json_of(const T& value) {
        if constexpr (IsOptional<T>::value) {
            return json_of(*value);
        } else if constexpr (IsVector<T>::value) {
            Json array = Json::array();
            for (const auto& item : value) array.push_back(json_of(item));
            return array;
        } else if constexpr (std::is_enum_v<T>) {
            return words(T{}).at(static_cast<std::size_t>(value));
        } else if constexpr (IsIdentifier<T>::value) {
            return value.str();
        } else if constexpr (std::is_same_v<T, Cents>) {
            return value.count();
        } else if constexpr (std::is_same_v<T, Date> || std::is_same_v<T, Month>) {
            return value.to_string();
        } else if constexpr (std::is_same_v<T, double>) {
            return std::isfinite(value) ? value : 0.0;  // JSON has no NaN; a measure that is none carries no weight
        } else if constexpr (std::is_same_v<T, std::pair<std::string, double>>) {
            return Json::array({value.first, json_of(value.second)});
        } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
            return value;
        } else {
            Writer writer;
            fields(writer, value);
            return std::move(writer.object_);
        }
    }

  private:
    Json object_ = Json::object();
};

// ---- Reading

struct Malformed {
    std::string what;
    std::string path;
};

class Reader {
  public:
    Reader(const Json& object, std::string path) : object_(object), path_(std::move(path)) {
        if (!object.is_object()) throw Malformed{"not an object", path_};
    }

    template <class T>
    void operator()(const char* key, T& value) {
        const auto found = object_.find(key);
        if (found != object_.end()) {
            ++seen_;
            read(*found, value, path_of(key));
        } else if (!kMayBeLeftOut<T>) {
            throw Malformed{std::string("no '") + key + "'", path_};
        }
    }
    void probability(const char* key, double& value) {
        (*this)(key, value);
        if (value < 0 || value > 1) throw Malformed{"not a probability", path_of(key)};
    }
    /// A key that nothing asked for is a damaged one, or from a version that this program does not know.
    void finish() const {
        if (seen_ != object_.size()) throw Malformed{"unknown key", path_};
    }

  private:
    [[nodiscard]] std::string path_of(const char* key) const { return path_.empty() ? key : path_ + "." + key; }

    template <class T>
    static void read(const Json& json, T& value, const std::string& path) {
        if constexpr (IsOptional<T>::value) {
            read(json, value.emplace(), path);
        } else if constexpr (IsVector<T>::value) {
            read_array(json, value, path);
        } else if constexpr (std::is_enum_v<T>) {
            const auto list = words(T{});
            const auto word = std::find(list.begin(), list.end(), text_of(json, path));
            if (word == list.end()) throw Malformed{"unknown word", path};
            value = static_cast<T>(word - list.begin());
        } else if constexpr (IsIdentifier<T>::value || std::is_same_v<T, Date> || std::is_same_v<T, Month>) {
            const auto parsed = T::parse(text_of(json, path));
            if (!parsed) throw Malformed{"impossible value", path};
            value = *parsed;
        } else if constexpr (std::is_same_v<T, Cents>) {
            value = Cents(integer_of(json, kCentsMax, path));
        } else if constexpr (std::is_same_v<T, bool>) {
            if (!json.is_boolean()) throw Malformed{"not true or false", path};
            value = json.get<bool>();
        } else if constexpr (std::is_same_v<T, int>) {
            value = static_cast<int>(integer_of(json, kIntMax, path));
        } else if constexpr (std::is_same_v<T, double>) {
            value = number_of(json, path);
        } else if constexpr (std::is_same_v<T, std::string>) {
            value = text_of(json, path);
        } else if constexpr (std::is_same_v<T, std::pair<std::string, double>>) {
            if (!json.is_array() || json.size() != 2) throw Malformed{"not a name and a number", path};
            value = {text_of(json[0], path), number_of(json[1], path)};
        } else {
            Reader reader(json, path);
            fields(reader, value);
            reader.finish();
        }
    }

    template <class T>
    static void read_array(const Json& json, std::vector<T>& values, const std::string& path) {
        if (!json.is_array()) throw Malformed{"not an array", path};
        if (json.size() > kItemsMax) throw Malformed{"too many items", path};
        values.resize(json.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            read(json[i], values[i], path + "[" + std::to_string(i) + "]");
        }
    }

    static const std::string& text_of(const Json& json, const std::string& path) {
        if (!json.is_string()) throw Malformed{"not a string", path};
        const auto& text = json.get_ref<const std::string&>();
        if (text.size() > kStringBytesMax) throw Malformed{"too long a string", path};
        return text;
    }

    static std::int64_t integer_of(const Json& json, std::int64_t limit, const std::string& path) {
        if (!json.is_number_integer()) throw Malformed{"not a whole number", path};
        const bool beyond_64_bits =
            json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(limit);
        const std::int64_t number = beyond_64_bits ? limit + 1 : json.get<std::int64_t>();
        if (number < -limit || number > limit) throw Malformed{"too large a number", path};
        return number;
    }

    static double number_of(const Json& json, const std::string& path) {
        if (!json.is_number()) throw Malformed{"not a number", path};
        const double number = json.get<double>();
        if (!(std::abs(number) <= kDoubleMax)) throw Malformed{"too large a number", path};
        return number;
    }

    const Json& object_;
    std::string path_;
    std::size_t seen_ = 0;
};

Error malformed(const std::string& what, const std::string& path) {
    return {path.empty() ? what : "'" + path + "': " + what, "page reading",
            "the reading was not made by this program, or was damaged; read the page again"};
}

}  // namespace

std::string to_json(const PageReading& page) {
    Json document = {{"version", kVersion}};
    document.update(Writer::json_of(page));
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<PageReading> page_reading_from_json(std::string_view json) {
    if (json.size() > kBytesMax) return malformed("too long", "");
    try {
        bool too_deep = false;
        const auto watch_depth = [&](int depth, Json::parse_event_t, const Json&) {
            too_deep = too_deep || depth > kDepthMax;
            return !too_deep;
        };
        Json document = Json::parse(json, watch_depth);
        if (too_deep) return malformed("nested too deeply", "");
        if (!document.is_object() || !document.contains("version")) return malformed("not a page reading", "");
        if (document["version"] != kVersion) return malformed("a version that this program does not know", "version");
        document.erase("version");
        PageReading page;
        Reader reader(document, "");
        fields(reader, page);
        reader.finish();
        return page;
    } catch (const Malformed& error) {
        return malformed(error.what, error.path);
    } catch (const Json::exception&) {  // its text may quote what was read
        return malformed("not JSON", "");
    }
}

}  // namespace lockbox
