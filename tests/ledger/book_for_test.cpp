#include "book_for_test.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "ledger/account_row.h"

namespace lockbox::test {

TempFolder::TempFolder() {
    // In memory where there is such a folder: the tests make hundreds of books, and each waits for the disk many times.
    const std::filesystem::path memory = "/dev/shm";
    const bool in_memory = ::access(memory.c_str(), W_OK) == 0;
    std::string name = ((in_memory ? memory : std::filesystem::temp_directory_path()) / "lockbox-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string account_header() {
    std::string line;
    for (const std::string_view name : account_columns()) line.append(line.empty() ? "" : ",").append(name);
    return line += '\n';
}

std::string account_row(int n, Changes changes) {
    std::map<std::string_view, std::string> values = {
        {"billing_account", std::to_string(700000000 + n)},
        {"member_id", std::to_string(710000000000 + n)},
        {"enrollment_id", std::to_string(1100000000000 + n)},
        {"first_name", "Ana"},
        {"last_name", "Member" + std::to_string(n)},
        {"address", "1 Main St"},
        {"city", "Boston"},
        {"state", "MA"},
        {"zip", "02108"},
        {"plan_id", "10001MA0000001"},
        {"plan_kind", "health"},
        {"insurer", "Tufts Health Plan"},
        {"plan_name", "Silver"},
        {"status", "active"},
        {"monthly_premium", "46.10"},
        {"amount_due", "46.10"},
        {"invoice_number", std::to_string(4000000000 + n)},
        {"invoice_date", "2026-11-03"},
        {"coverage_month", "2026-12"},
        {"due_date", "2026-11-23"},
    };
    for (const auto& [column, value] : changes) values[column] = value;
    std::string line;
    for (const std::string_view name : account_columns()) line.append(line.empty() ? "" : ",").append(values[name]);
    return line += '\n';
}

std::string account_file(int members) {
    std::string text = account_header();
    for (int n = 0; n < members; ++n) text += account_row(n);
    return text;
}

Book book_with_accounts(const TempFolder& folder, int members) {
    Result<Book> book = Book::create(folder / "lockbox.db");
    REQUIRE(error_of(book) == "");
    write_file(folder / "accounts.csv", account_file(members));
    REQUIRE(AccountStore(*book).load(folder / "accounts.csv").ok());
    return *std::move(book);
}

BillingAccount account_of(int member) {
    return *BillingAccount::parse(std::to_string(700000000 + member));
}
PlanId plan_of(int) {
    return *PlanId::parse("10001MA0000001");
}
BatchId batch_id(std::string_view text) {
    return *BatchId::parse(text);
}

BatchHeader header(std::string_view id, int pages) {
    BatchHeader header;
    header.id = batch_id(id);
    header.fingerprint = *BatchFingerprint::parse(sha256_hex(id));
    header.lockbox = "412612";
    header.received = *Date::of(2026, 11, 18);
    header.scanner = "desk 2";
    header.pages = pages;
    return header;
}

PageRecord page(int sequence, std::string kind) {
    PageRecord page;
    page.sequence = sequence;
    page.kind = std::move(kind);
    const bool money = page.kind == "check" || page.kind == "money_order";
    page.disposition = money ? Disposition::check : Disposition::filed;
    const std::string bytes = "front of " + std::to_string(sequence);
    page.front = PageSide{{*ImageId::parse(sha256_hex(bytes)), bytes.size(), "image/tiff"}, 0};
    return page;
}

PageRecord page_in_review(int sequence, std::string kind, Reason reason) {
    PageRecord waiting = page(sequence, std::move(kind));
    waiting.disposition = Disposition::review;
    waiting.reasons = {reason};
    return waiting;
}

CheckRecord posted_check(int sequence, int member, Cents amount, int serial) {
    CheckRecord check;
    check.sequence = sequence;
    check.amount = amount;
    check.routing = RoutingNumber::parse("011000015");
    check.account = "9127-911303";
    check.number = std::to_string(serial);
    check.date = Date::of(2026, 11, 15);
    check.instrument = InstrumentNumbers{InstrumentNumbers::Kind::check, "011000015", *check.account, *check.number};
    check.decision.outcome = Outcome::posted;
    check.decision.billing_account = account_of(member);
    check.decision.plan_id = plan_of(member);
    check.decision.confidence = 0.99998;
    check.decision.evidence_json = R"({"rule":"coupon"})";
    return check;
}

CheckRecord check_in_review(int sequence, std::vector<Reason> reasons, std::optional<Cents> amount) {
    CheckRecord check;
    check.sequence = sequence;
    check.amount = amount;
    check.decision.outcome = Outcome::review;
    check.decision.reasons = std::move(reasons);
    return check;
}

EnvelopeRecord paid_envelope(int transaction, int sequence, int member, Cents amount, int serial) {
    EnvelopeRecord envelope;
    envelope.transaction = transaction;
    envelope.pages = {page(sequence, "coupon"), page(sequence + 1, "check")};
    envelope.checks = {posted_check(sequence + 1, member, amount, serial)};
    return envelope;
}

std::vector<EnvelopeRecord> some_envelopes(int envelopes, int first_serial) {
    std::vector<EnvelopeRecord> all;
    for (int i = 0; i < envelopes; ++i) {
        const int sequence = 2 * i + 1;
        EnvelopeRecord envelope = paid_envelope(i + 1, sequence, i % 5, Cents(4610 + i), first_serial + i);
        if (i % 4 == 3) {
            envelope.checks = {check_in_review(sequence + 1, {Reason::account_ambiguous, Reason::micr_unreadable},
                                               i % 8 == 3 ? std::nullopt : std::optional(Cents(100 + i)))};
        }
        if (i % 5 == 4) {
            envelope.pages = {page_in_review(sequence, "letter", Reason::correspondence), page(sequence + 1, "blank")};
            envelope.checks.clear();
            envelope.decision = DecisionRecord{};
            envelope.decision->reasons = {Reason::correspondence};
        }
        all.push_back(std::move(envelope));
    }
    return all;
}

Cents balance(const Book& book, BookAccount account, std::optional<int> member) {
    std::optional<std::string> billing_account;
    if (member) billing_account = account_of(*member).str();
    return query_one<Cents>(book.connection(),
                            "SELECT COALESCE(SUM(CASE WHEN e.credit = ?1 THEN e.amount_cents WHEN e.debit = ?1 THEN "
                            "-e.amount_cents ELSE 0 END), 0) FROM entry e LEFT JOIN plan l ON l.plan_number = "
                            "e.plan_number WHERE ?2 IS NULL OR l.billing_account = ?2",
                            account, billing_account)
        .value();
}

std::string dump(Connection& connection) {
    std::ostringstream text;
    Statement tables(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    while (tables.step()) {
        const auto table = tables.get<std::string>(0);
        text << "[" << table << "]\n";
        std::string columns;
        Statement names(connection,
                        "SELECT name FROM pragma_table_info(?1) WHERE name NOT LIKE '%\\_at' ESCAPE '\\' "
                        "AND name NOT IN ('at', 'hash', 'previous_hash', 'sealed') ORDER BY cid");
        names.bind(table);
        while (names.step()) {
            columns.append(columns.empty() ? "quote(" : " || '|' || quote(").append(names.text(0)).append(")");
        }
        Statement rows(connection, "SELECT " + columns + " FROM " + table + " ORDER BY 1");
        while (rows.step()) text << rows.text(0) << "\n";
    }
    return text.str();
}

int in_child(const std::function<int()>& work) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        int status = 99;
        try {
            status = work();
        } catch (...) {
        }
        ::_exit(status);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return status;
}

}  // namespace lockbox::test
