#include "ocr/remittance_json.h"

#include <doctest/doctest.h>

#include <random>

using namespace lockbox;

namespace {

/// Makes readings with every field filled at random, or left as it is.
class RandomReadings {
  public:
    explicit RandomReadings(unsigned seed) : random_(seed) {}

    PageReading page() {
        PageReading page;
        page.sequence = number(1, 99999);
        page.kind = word<DocumentKind>(7);
        page.kind_probability = probability();
        page.front_transform = transform();
        page.back_transform = transform();
        page.front_quality = quality();
        page.back_quality = quality();
        page.has_back = coin();
        page.barcodes = some<Barcode>([&] { return Barcode{word<Symbology>(4), text(), region(), number(0, 3) * 90}; });
        if (coin()) page.check = check();
        if (coin()) page.coupon = coupon();
        page.identifiers = some<IdentifierReading>([&] { return identifier(); });
        page.text = some<TextReading>([&] { return text_reading(); });
        if (coin()) page.failure = text();
        page.timings_ms = some<std::pair<std::string, double>>([&] { return std::pair(text(), real(0, 1e4)); });
        return page;
    }

  private:
    int number(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
    double real(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random_); }
    double probability() { return real(0, 1); }
    bool coin() { return number(0, 1) == 1; }
    template <class Enum>
    Enum word(int count) {
        return static_cast<Enum>(number(0, count - 1));
    }
    std::string digits(std::string begin, std::size_t length) {
        while (begin.size() < length) begin += static_cast<char>('0' + number(0, 9));
        return begin;
    }
    std::string text() {
        static constexpr const char* kParts[] = {"a",  "Z",  "7",    " ",        "\"", "\\",
                                                 "\n", "\t", "\x01", "\xC3\xA9", "{",  "€"};
        std::string all;
        for (int i = number(0, 12); i > 0; --i) all += kParts[number(0, 11)];
        return all;
    }
    template <class T>
    std::vector<T> some(auto make) {
        std::vector<T> all;
        for (int i = number(0, 3); i > 0; --i) all.push_back(make());
        return all;
    }
    Box box() { return {number(-50, 2000), number(-50, 2000), number(0, 2000), number(0, 2000)}; }
    Region region() { return {word<Side>(2), box()}; }
    std::optional<Region> maybe_region() { return coin() ? std::optional(region()) : std::nullopt; }
    Cents cents() { return Cents(number(-1000, 2000000000)); }
    Date date() { return *Date::of(number(1900, 2199), static_cast<unsigned>(number(1, 12)), 28); }
    template <class T>
    Reading<T> reading(auto make) {
        Reading<T> made;
        made.presence = word<Presence>(3);
        made.alternatives = some<Alternative<T>>([&] { return Alternative<T>{make(), probability()}; });
        made.region = maybe_region();
        if (coin()) made.lattice = text();
        return made;
    }
    TextReading text_reading() {
        return reading<std::string>([&] { return text(); });
    }
    Reading<Cents> amount() {
        return reading<Cents>([&] { return cents(); });
    }
    UprightTransform transform() { return {number(0, 3) * 90, real(-5, 5), box(), real(0.1, 4)}; }
    ImageQuality quality() {
        return {probability(), real(0, 255), probability(), some<QualityFlaw>([&] { return word<QualityFlaw>(13); }),
                coin()};
    }
    IdentifierReading identifier() { return {word<IdentifierKind>(3), coin(), text_reading()}; }
    CouponCode code() {
        return {*BillingAccount::parse(digits("7", 9)), word<PlanKind>(2), *InvoiceNumber::parse(digits("", 10)),
                cents(), *Month::parse("2026-1" + std::to_string(number(0, 2)))};
    }
    CouponReading coupon() {
        CouponReading made;
        if (coin()) made.code = code();
        made.code_source = word<CouponCodeSource>(2);
        made.further_codes = some<CouponCode>([&] { return code(); });
        made.subscriber_name = text_reading();
        made.insurer = text_reading();
        made.invoice_number = text_reading();
        made.identifiers = some<IdentifierReading>([&] { return identifier(); });
        made.total_due = amount();
        made.amount_enclosed = amount();
        made.code_region = maybe_region();
        return made;
    }
    MicrReading micr() {
        MicrReading made;
        made.presence = word<Presence>(3);
        made.line = text();
        made.character_probability = some<double>([&] { return probability(); });
        if (coin()) made.routing = RoutingNumber::parse("211840392");
        if (coin()) made.account = text();
        if (coin()) made.serial = text();
        made.probability = probability();
        made.region = maybe_region();
        return made;
    }
    CheckReading check() {
        CheckReading made;
        made.instrument = word<Instrument>(5);
        made.micr = micr();
        made.courtesy_amount = amount();
        made.legal_amount = amount();
        made.legal_text = text();
        made.date = reading<Date>([&] { return date(); });
        made.payee = text_reading();
        made.payee_verdict = word<PayeeVerdict>(3);
        made.signature = word<Presence>(3);
        made.restrictive_legend = coin();
        made.foreign_currency = coin();
        made.identifiers = some<IdentifierReading>([&] { return identifier(); });
        made.memo = text_reading();
        made.payer_name = text_reading();
        made.payer_address = some<std::string>([&] { return text(); });
        made.writing = some<TextReading>([&] { return text_reading(); });
        made.upper_writing = some<TextReading>([&] { return text_reading(); });
        made.printed_number = text_reading();
        return made;
    }

    std::mt19937 random_;
};

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    const std::size_t at = text.find(what);
    REQUIRE_MESSAGE(at != std::string::npos, "no ", std::string(what), " in ", text);
    return text.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("Every reading survives the way to JSON and back") {
    RandomReadings random(11);
    for (int round = 0; round < 300; ++round) {
        const PageReading page = random.page();
        const std::string json = to_json(page);
        const auto again = page_reading_from_json(json);
        REQUIRE_MESSAGE(again.ok(), again.error().message(), "\n", json);
        CHECK(*again == page);
        CHECK(to_json(*again) == json);
    }
}

TEST_CASE("The form that the ledger keeps is stable") {
    PageReading page;
    page.sequence = 7;
    page.kind = DocumentKind::coupon;
    page.kind_probability = 0.5;
    page.coupon.emplace();
    page.coupon->code = CouponCode{*BillingAccount::parse("772037105"), PlanKind::dental,
                                   *InvoiceNumber::parse("4089491196"), Cents(4610), *Month::parse("2026-12")};
    page.coupon->amount_enclosed = {Presence::read, {{Cents(4610), 0.75}}, Region{Side::front, {1, 2, 3, 4}}};
    const std::string json =
        R"({"version":1,"sequence":7,"kind":"coupon","kind_probability":0.5,)"
        R"("front_transform":{"clockwise_degrees":0,"skew_degrees":0.0,"crop":{"left_px":0,"top_px":0,"width_px":0,"height_px":0},"scale":1.0},)"
        R"("back_transform":{"clockwise_degrees":0,"skew_degrees":0.0,"crop":{"left_px":0,"top_px":0,"width_px":0,"height_px":0},"scale":1.0},)"
        R"("front_quality":{"ink_share":0.0,"contrast":0.0,"sharpness":0.0,"usable":true},)"
        R"("back_quality":{"ink_share":0.0,"contrast":0.0,"sharpness":0.0,"usable":true},"has_back":false,)"
        R"("coupon":{"code":{"billing_account":"772037105","plan_kind":"dental","invoice_number":"4089491196",)"
        R"("amount_due_cents":4610,"coverage_month":"2026-12"},"code_source":"barcode",)"
        R"("amount_enclosed_cents":{"presence":"read","alternatives":[{"value":4610,"probability":0.75}],)"
        R"("region":{"side":"front","box":{"left_px":1,"top_px":2,"width_px":3,"height_px":4}}}}})";
    CHECK(to_json(page) == json);
    const auto again = page_reading_from_json(json);
    REQUIRE(again);
    CHECK(*again == page);
}

TEST_CASE("Damage is an error that names the field") {
    PageReading page;
    page.sequence = 7;
    page.kind = DocumentKind::check;
    page.check.emplace();
    page.check->micr.routing = RoutingNumber::parse("211840392");
    page.check->date = {Presence::read, {{*Date::of(2026, 11, 15), 0.5}}, {}};
    page.check->courtesy_amount = {Presence::read, {{Cents(4610), 0.75}}, {}};
    page.timings_ms = {{"micr", 3.5}};
    const std::string good = to_json(page);
    REQUIRE(page_reading_from_json(good));
    struct Row {
        const char* what;
        const char* with;
        const char* message;
    };
    const Row rows[] = {
        {"\"version\":1", "\"version\":2", "'version': a version that this program does not know"},
        {"\"version\":1", "\"version\":\"1\"", "'version': a version that this program does not know"},
        {"\"version\":1,", "", "not a page reading"},
        {"\"sequence\":7,", "", "no 'sequence'"},
        {"\"sequence\":7", "\"sequence\":7.5", "'sequence': not a whole number"},
        {"\"sequence\":7", "\"sequence\":\"7\"", "'sequence': not a whole number"},
        {"\"sequence\":7", "\"sequence\":18446744073709551615", "'sequence': too large a number"},
        {"\"sequence\":7", "\"sequence\":null", "'sequence': not a whole number"},
        {"\"kind\":\"check\"", "\"kind\":\"cheque\"", "'kind': unknown word"},
        {"\"kind_probability\":0.0", "\"kind_probability\":1.5", "'kind_probability': not a probability"},
        {"\"has_back\":false", "\"has_back\":0", "'has_back': not true or false"},
        {"\"211840392\"", "\"211840393\"", "'check.micr.routing': impossible value"},
        {"\"211840392\"", "null", "'check.micr.routing': not a string"},
        {"\"routing\"", "\"rooting\"", "'check.micr': unknown key"},
        {"\"2026-11-15\"", "\"2026-11-31\"", "'check.date.alternatives[0].value': impossible value"},
        {"4610", "46.1", "'check.courtesy_amount_cents.alternatives[0].value': not a whole number"},
        {"4610", "-9999999999999999", "'check.courtesy_amount_cents.alternatives[0].value': too large a number"},
        {"0.75", "-0.1", "'check.courtesy_amount_cents.alternatives[0].probability': not a probability"},
        {"0.75", "1e999", "not JSON"},
        {"[[\"micr\",3.5]]", "[[\"micr\"]]", "'timings_ms[0]': not a name and a number"},
        {"[[\"micr\",3.5]]", "{}", "'timings_ms': not an array"},
        {"\"micr\":{", "\"micr\":[{", "not JSON"},
        {"{\"version\"", "[\"version\"", "not JSON"},
    };
    for (const Row& row : rows) {
        const std::string damaged = replaced(good, row.what, row.with);
        CAPTURE(damaged);
        const auto page_or_error = page_reading_from_json(damaged);
        REQUIRE_FALSE(page_or_error);
        CHECK(page_or_error.error().what == row.message);
    }
}

TEST_CASE("What a broken worker could send is refused without harm") {
    const auto what = [](const std::string& json) {
        const auto page = page_reading_from_json(json);
        return page ? "read" : page.error().what;
    };
    CHECK(what("") == "not JSON");
    CHECK(what("null") == "not a page reading");
    CHECK(what("[1]") == "not a page reading");
    CHECK(what(std::string(5U << 20, ' ')) == "too long");
    CHECK(what(std::string(1000000, '[')) == "not JSON");
    CHECK(what("{\"version\":1,\"check\":" + std::string(1000, '[') + std::string(1000, ']') + "}") ==
          "nested too deeply");
    const std::string good = to_json(PageReading{});
    std::string many = "\"text\":[{}";
    for (int i = 0; i < 5000; ++i) many += ",{}";
    CHECK(what(replaced(good, "\"has_back\"", many + "],\"has_back\"")) == "'text': too many items");
    CHECK(what(replaced(good, "\"has_back\"", "\"failure\":\"" + std::string(20000, 'x') + "\",\"has_back\"")) ==
          "'failure': too long a string");
}

TEST_CASE("Damaged bytes anywhere give a reading or an error, never worse") {
    RandomReadings random(3);
    std::mt19937 dice(4);
    int refused = 0;
    for (int round = 0; round < 4000; ++round) {
        std::string json = to_json(random.page());
        for (int hits = 1 + static_cast<int>(dice() % 3); hits > 0; --hits) {
            const std::size_t at = dice() % json.size();
            switch (dice() % 3) {
                case 0:
                    json[at] = static_cast<char>(dice());
                    break;
                case 1:
                    json.erase(at, 1 + dice() % 9);
                    break;
                default:
                    json.resize(at + 1);
                    break;
            }
        }
        refused += page_reading_from_json(json).ok() ? 0 : 1;
    }
    CHECK(refused > 3000);
}

TEST_CASE("Bytes that are no text and numbers that are none do not break the writing") {
    PageReading page;
    page.failure = "\xFF\xFE broken";
    page.kind_probability = std::numeric_limits<double>::quiet_NaN();
    const auto again = page_reading_from_json(to_json(page));
    REQUIRE(again);
    CHECK(again->kind_probability == 0);
    CHECK(again->failure == "\xEF\xBF\xBD\xEF\xBF\xBD broken");
}
