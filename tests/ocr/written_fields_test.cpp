#include "ocr/written_fields.h"

#include <doctest/doctest.h>

#include "drawn_lattice.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

const Date kReceived = *Date::of(2026, 11, 18);
const std::vector<std::string> kPayees = {"Health Connector", "Massachusetts Health Connector"};

std::vector<std::string> digits_of(const std::vector<IdentifierReading>& identifiers, IdentifierKind kind) {
    std::vector<std::string> strings;
    for (const IdentifierReading& identifier : identifiers) {
        if (identifier.kind != kind) continue;
        for (const auto& alternative : identifier.digits.alternatives) strings.push_back(alternative.value);
    }
    return strings;
}

}  // namespace

TEST_CASE("a date in every usual form") {
    const std::pair<std::string, const char*> rows[] = {
        {"11/7/26", "2026-11-07"},          {"11-07-2026", "2026-11-07"},  {"11.7.26", "2026-11-07"},
        {"11 7 26", "2026-11-07"},          {"Nov 7, 2026", "2026-11-07"}, {"November 7th, 2026", "2026-11-07"},
        {"NOV. 7 '26", "2026-11-07"},       {"7 Nov 2026", "2026-11-07"},  {"2026-11-07", "2026-11-07"},
        {"Sept. 30, 2026", "2026-09-30"},   {"1/2/27", "2027-01-02"},      {"12/31/25", "2025-12-31"},
        {"October 22nd 2026", "2026-10-22"}, {"11/7 20 26", "2026-11-07"}, {"Nov 7 20 26", "2026-11-07"}};
    for (const auto& [text, day] : rows) {
        CAPTURE(text);
        const Reading<Date> reading = read_date(clear_lattice(text), kReceived);
        REQUIRE(reading.best());
        CHECK(reading.best()->value == *Date::parse(day));
        CHECK(reading.best()->probability > 0.4);
    }
}

TEST_CASE("no date is made of what is none") {
    for (const std::string text : {"2/31/26", "13/40/26", "1/1/19", "hello there", "5"}) {
        CAPTURE(text);
        CHECK_FALSE(read_date(clear_lattice(text), kReceived).sure(0.2));
    }
    CHECK(read_date({}, kReceived).presence == Presence::absent);
    CHECK(read_date(clear_lattice("zzzzzz"), kReceived).presence == Presence::illegible);
}

TEST_CASE("of two days that look alike the likelier one leads, and the other stays in the list") {
    Lattice lattice = clear_lattice("11/7/26");
    make_doubtful(lattice, "11/7/26", 0, '4');  // 11/7 or 41/7: only one is a day
    CHECK(read_date(lattice, kReceived).best()->value == *Date::parse("2026-11-07"));
    lattice = clear_lattice("4/7/26");
    make_doubtful(lattice, "4/7/26", 0, '9');
    const Reading<Date> reading = read_date(lattice, kReceived);
    REQUIRE(reading.alternatives.size() >= 2);
    CHECK(reading.best()->probability < 0.9);
}

TEST_CASE("amounts: absent, illegible and read are three values") {
    CHECK(read_figures({}).presence == Presence::absent);
    CHECK(read_words({}).presence == Presence::absent);
    CHECK(read_figures(clear_lattice("352.50")).sure(0.8) == Cents(35250));
    CHECK(read_words(clear_lattice("Three Hundred FIFTY two & 50/100")).sure(0.8) == Cents(35250));
    CHECK_FALSE(read_figures(clear_lattice("hello")).sure(0.1));
    CHECK_FALSE(read_words(clear_lattice("Berkshire Bank")).sure(0.1));
    CHECK_FALSE(read_figures(clear_lattice("0.00")).sure(0.1));  // nothing is no amount
    Lattice doubtful = clear_lattice("352.50");
    make_doubtful(doubtful, "352.50", 1, '8');
    CHECK_FALSE(read_figures(doubtful).sure(0.9));
}

TEST_CASE("raised cents are read on their own, as far as they explain what stands there") {
    const Lattice lost = clear_lattice("824 00/100");
    const RaisedCentsLines raised{clear_lattice("824"), clear_lattice("65")};
    CHECK(read_figures(lost).sure(0.9) == Cents(82400));
    const Reading<Cents> read = read_figures(lost, raised);
    CHECK(read.best()->value == Cents(82465));
    CHECK(read.best()->probability < 0.999);  // what looks like raised cents may be none

    CHECK(read_figures(clear_lattice("1,824"), RaisedCentsLines{clear_lattice("1,824"), clear_lattice("xx")})
              .best()
              ->value == Cents(182400));
    CHECK(
        read_figures(clear_lattice("824"), RaisedCentsLines{clear_lattice("824"), clear_lattice("00")}).best()->value ==
        Cents(82400));
    // The stroke of a figure, taken for a fraction's: its parts say nothing, the line says all.
    for (const char* part : {"O", "A", "hello", "7"}) {
        CAPTURE(part);
        const RaisedCentsLines none{clear_lattice("824.6"), clear_lattice(part)};
        CHECK(read_figures(clear_lattice("824.65"), none).best()->value == Cents(82465));
    }
    CHECK(read_figures(clear_lattice("824.65"), RaisedCentsLines{}).sure(0.9) == Cents(82465));
    // The words ask for an amount that only the raised cents know.
    const WrittenAmount amount = read_amount(lost, clear_lattice("eight hundred twenty four and 65/100"), raised);
    CHECK(amount.figures.best()->value == amount.words.best()->value);
}

TEST_CASE("identifiers are found with anything around them") {
    struct Row {
        std::string text;
        IdentifierKind kind;
        const char* digits;
    };
    const Row rows[] = {{"780283055252", IdentifierKind::member_id, "780283055252"},
                        {"Member ID 7802 8305 5252", IdentifierKind::member_id, "780283055252"},
                        {"#780-283-055-252 Tufts", IdentifierKind::member_id, "780283055252"},
                        {"Acct: 747535974", IdentifierKind::billing_account, "747535974"},
                        {"RefID_1234567890123", IdentifierKind::enrollment_id, "1234567890123"},
                        {"12/1 ID 780283055252", IdentifierKind::member_id, "780283055252"}};
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto found = digits_of(read_identifiers(clear_lattice(row.text)), row.kind);
        REQUIRE_FALSE(found.empty());
        CHECK(found.front() == row.digits);
    }
}

TEST_CASE("what is no identifier is none") {
    for (const std::string text : {"617 555 0123", "Blue Cross", "352.50", "480283055252", "7802830552529"}) {
        CAPTURE(text);
        for (const IdentifierReading& identifier : read_identifiers(clear_lattice(text, 0.9999))) {
            CHECK(identifier.digits.best()->probability < 0.3);
        }
    }
    CHECK(digits_of(read_identifiers(clear_lattice("SSN 712-34-5678")), IdentifierKind::billing_account).empty());
    CHECK(digits_of(read_identifiers(clear_lattice("774-555-0188")), IdentifierKind::billing_account).empty());
    CHECK(digits_of(read_identifiers(clear_lattice("cell 774555018")), IdentifierKind::billing_account).empty());
    CHECK_FALSE(digits_of(read_identifiers(clear_lattice("774-555-018")), IdentifierKind::billing_account).empty());
    CHECK(read_text(clear_lattice("SSN 712-34-5678")).best()->value.find("5678") == std::string::npos);
}

TEST_CASE("a doubtful digit leaves both numbers in the list") {
    Lattice lattice = clear_lattice("780283055252");
    make_doubtful(lattice, "780283055252", 3, '7');
    const auto found = digits_of(read_identifiers(lattice), IdentifierKind::member_id);
    CHECK(std::find(found.begin(), found.end(), "780283055252") != found.end());
    CHECK(std::find(found.begin(), found.end(), "780783055252") != found.end());
}

TEST_CASE("payees: ours, another, or not to be told") {
    CHECK(read_payee(clear_lattice("MA Health Connector"), kPayees) == PayeeVerdict::health_connector);
    CHECK(read_payee(clear_lattice("HEALTH CONNECTOR"), kPayees) == PayeeVerdict::health_connector);
    CHECK(read_payee(clear_lattice("Vermont Health Connect"), kPayees) == PayeeVerdict::other);
    CHECK(read_payee(clear_lattice("National Grid"), kPayees) == PayeeVerdict::other);
    CHECK(read_payee(clear_lattice("National Grid", 0.4), kPayees) == PayeeVerdict::unreadable);
    CHECK(read_payee(clear_lattice("Hea"), kPayees) == PayeeVerdict::unreadable);
    CHECK(read_payee({}, kPayees) == PayeeVerdict::unreadable);
}

TEST_CASE("figures and words are asked about each other's amounts") {
    const auto probability_of = [](const Reading<Cents>& reading, std::int64_t cents) {
        for (const auto& alternative : reading.alternatives) {
            if (alternative.value == Cents(cents)) return alternative.probability;
        }
        return 0.0;
    };
    Lattice figures = clear_lattice("86.04", 0.9);
    const Lattice words = clear_lattice("Eighty-nine and 04/100", 0.9);
    make_doubtful(figures, "86.04", 1, '9');
    const WrittenAmount amount = read_amount(figures, words);
    CHECK(probability_of(amount.figures, 8904) > 0.1);
    // What the words say is not likely in clear figures, and yet known.
    Lattice clear = clear_lattice("86.04", 0.9);
    for (std::size_t step = 3; step < 5; ++step) {
        clear.log_probability[step * clear.classes() + clear.class_of('9')] = -5;
    }
    CHECK(probability_of(read_figures(clear), 8904) == 0);
    const WrittenAmount other = read_amount(clear, words);
    CHECK(other.figures.best()->value == Cents(8604));
    CHECK(probability_of(other.figures, 8904) > 0);
    CHECK(probability_of(other.figures, 8904) < 1e-3);
}

TEST_CASE("a line that was read spread out is also heard as it stands: the mean of both") {
    const auto both = [](const std::string& spread, const std::string& unspread) {
        Lattice lattice = clear_lattice(spread);
        lattice.unspread = std::make_shared<const Lattice>(clear_lattice(unspread));
        return lattice;
    };
    const auto about = [](double p) { return doctest::Approx(p).epsilon(0.02); };
    const double day = read_date(clear_lattice("11/7/26"), kReceived).best()->probability;
    CHECK(read_date(both("11/7/26", "11/7/26"), kReceived).best()->probability == about(day));
    const Reading<Date> days = read_date(both("11/17/26", "11/7/26"), kReceived);
    REQUIRE(days.alternatives.size() >= 2);
    CHECK(days.alternatives[0].probability < 0.6);
    CHECK(days.alternatives[1].probability > 0.3);

    const WrittenAmount amount =
        read_amount(both("86.04", "36.04"), both("Eighty-six and 04/100", "Eighty-six and 04/100"));
    const double sure = read_figures(clear_lattice("86.04")).best()->probability;
    CHECK(amount.figures.best()->value == Cents(3604));  // as likely as the other; the smaller one leads
    CHECK(amount.figures.best()->probability == about(sure / 2));
    CHECK(amount.words.best()->value == Cents(8604));
    CHECK(amount.words.best()->probability > 0.9);

    const auto found = digits_of(read_identifiers(both("780283055252", "780283055253")), IdentifierKind::member_id);
    CHECK(std::find(found.begin(), found.end(), "780283055252") != found.end());
    CHECK(std::find(found.begin(), found.end(), "780283055253") != found.end());
}
