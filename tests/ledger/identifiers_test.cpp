#include "ledger/identifiers.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "ledger/plan.h"
#include "ledger/records.h"
#include "ledger/result.h"
#include "ledger/routing_number.h"

using namespace lockbox;

namespace {

template <class Id>
bool valid(std::string_view text) {
    const std::optional<Id> id = Id::parse(text);
    if (id) CHECK(id->str() == text);
    return id.has_value();
}

const std::string kHash(64, 'a');

}  // namespace

TEST_CASE("each identifier has its own shape") {
    struct Row {
        std::string text;
        bool (*is_valid)(std::string_view);
        bool expected;
    };
    const std::vector<Row> rows = {
        {"714663428553", valid<MemberId>, true},
        {"614663428553", valid<MemberId>, false},
        {"71466342855", valid<MemberId>, false},
        {"7146634285530", valid<MemberId>, false},
        {"71466342855x", valid<MemberId>, false},
        {"", valid<MemberId>, false},
        {"761240405", valid<BillingAccount>, true},
        {"861240405", valid<BillingAccount>, false},
        {"76124040", valid<BillingAccount>, false},
        {"7612404050", valid<BillingAccount>, false},
        {"76124 405", valid<BillingAccount>, false},
        {"1402588010871", valid<EnrollmentId>, true},
        {"2402588010871", valid<EnrollmentId>, false},
        {"RefID_1402588010871", valid<EnrollmentId>, false},
        {"4044903856", valid<InvoiceNumber>, true},
        {"0000000000", valid<InvoiceNumber>, true},
        {"404490385", valid<InvoiceNumber>, false},
        {"59763MA8724001", valid<PlanId>, true},
        {"a-b", valid<PlanId>, true},
        {"", valid<PlanId>, false},
        {"a b", valid<PlanId>, false},
        {"a'b", valid<PlanId>, false},
        {"20261118-005", valid<BatchId>, true},
        {"a.b_c-d", valid<BatchId>, true},
        {"", valid<BatchId>, false},
        {".hidden", valid<BatchId>, false},
        {"../x", valid<BatchId>, false},
        {"a/b", valid<BatchId>, false},
        {"a b", valid<BatchId>, false},
        {"011000015", valid<RoutingNumber>, true},
        {"011000016", valid<RoutingNumber>, false},
        {kHash.c_str(), valid<ImageId>, true},
        {kHash.c_str() + 1, valid<ImageId>, false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(row.is_valid(row.text) == row.expected);
    }
    CHECK_FALSE(
        BillingAccount::parse(std::string_view("76124\0"
                                               "405",
                                               9)));
    CHECK(PlanId::parse(std::string(40, 'A')));
    CHECK_FALSE(PlanId::parse(std::string(41, 'A')));
    CHECK(BatchId::parse(std::string(64, 'A')));
    CHECK_FALSE(BatchId::parse(std::string(65, 'A')));
    CHECK_FALSE(ImageId::parse(std::string(64, 'A')));  // capitals: another name for the same bytes
}

TEST_CASE("one identifier cannot be passed for another") {
    CHECK_FALSE(std::is_convertible_v<MemberId, BillingAccount>);
    CHECK_FALSE(std::is_constructible_v<BillingAccount, std::string>);
    CHECK_FALSE(std::is_constructible_v<CheckId, PostingId>);
    CHECK(MemberId().empty());
}

TEST_CASE("masked text shows its last four characters") {
    struct Row {
        std::string text;
        const char* shown;
    };
    const std::vector<Row> rows = {
        {"9127911303", "******1303"}, {"12345", "*2345"}, {"1234", "****"}, {"1", "*"}, {"", ""},
    };
    for (const Row& row : rows) CHECK(masked(row.text) == row.shown);
}

TEST_CASE("routing numbers hold their check digit") {
    const std::vector<std::string> real = {"011000015", "021000021", "121000248", "211070175", "000000204"};
    for (const std::string& number : real) {
        CAPTURE(number);
        CHECK(aba_check_digit_ok(number));
        for (std::size_t at = 0; at < 9; ++at) {
            for (char digit = '0'; digit <= '9'; ++digit) {
                std::string wrong = number;
                wrong[at] = digit;
                CHECK(aba_check_digit_ok(wrong) == (wrong == number));
            }
        }
    }
    for (const char* text : {"000000000", "01100001", "0110000155", "01100001x", ""}) {
        CHECK_FALSE(aba_check_digit_ok(text));
    }
    CHECK(aba_check_digit_ok(kPostalMoneyOrderRouting));
}

TEST_CASE("words of plans read back") {
    for (const PlanKind kind : {PlanKind::health, PlanKind::dental}) CHECK(plan_kind_from(to_word(kind)) == kind);
    for (const PlanStatus status :
         {PlanStatus::active, PlanStatus::pending, PlanStatus::terminated, PlanStatus::closed}) {
        CHECK(plan_status_from(to_word(status)) == status);
    }
    for (const char* word : {"", "Health", "vision", "active "}) {
        CHECK_FALSE(plan_kind_from(word));
        CHECK_FALSE(plan_status_from(word));
    }
}

TEST_CASE("a result is a value or an error") {
    struct Row {
        Error error;
        const char* message;
    };
    const std::vector<Row> rows = {
        {{"too long", "line 3", "cut it"}, "line 3: too long (cut it)"},
        {{"too long", "", "cut it"}, "too long (cut it)"},
        {{"too long", "line 3", ""}, "line 3: too long"},
        {{"too long", "", ""}, "too long"},
    };
    for (const Row& row : rows) CHECK(row.error.message() == row.message);

    const Result<int> seven = 7;
    CHECK(seven.ok());
    CHECK(*seven == 7);
    const Result<int> none = Error{"what", "where", ""};
    CHECK_FALSE(none);
    CHECK(none.error().what == "what");
    CHECK(Result<void>().ok());
    CHECK_FALSE(Result<void>(Error{"what", "", ""}).ok());
    Result<std::unique_ptr<int>> owner = std::make_unique<int>(3);
    const std::unique_ptr<int> taken = *std::move(owner);
    CHECK(*taken == 3);
}
