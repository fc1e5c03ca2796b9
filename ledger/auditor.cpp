#include "ledger/auditor.h"

#include <future>

#include "ledger/audit_chain.h"
#include "ledger/balance_check.h"
#include "ledger/decision.h"
#include "ledger/plan_table.h"
#include "ledger/review_rows.h"
#include "ledger/schema.h"
#include "ledger/seal_check.h"
#include "ledger/sqlite.h"

namespace lockbox {
namespace {

using Wrong = VerifyReport::Wrong;

class Audit {
  public:
    Audit(const Book& book, const VerifyOptions& options)
        : book_(book), connection_(book.connection()), options_(options) {}

    VerifyReport run() {
        const Transaction one_state(connection_, Transaction::Kind::read);
        begin("schema", [&] { check_schema(); });
        // The engine's own check reads the whole file: another thread does it meanwhile.
        auto file = std::async(std::launch::async, [this] { return check_file(); });
        begin("audit chain and seals", [&] { check_chain(); });
        begin("plans and claims", [&] { check_own_hashes(); });
        begin("order of the queue", [&] { check_queue_order(); });
        begin("balances", [&] { check_balances(connection_, report_); });
        begin("rows of images", [&] { check_image_rows(); });
        if (options_.images) begin("images", [&] { check_images(); });
        const std::optional<Wrong> in_file = file.get();
        if (!report_.first_wrong) report_.first_wrong = in_file;
        return std::move(report_);
    }

  private:
    template <class Step>
    void begin(std::string_view name, Step&& step) {
        if (report_.first_wrong) return;
        if (options_.step) options_.step(name);
        step();
    }
    void wrong(std::string where, std::string what) { report_.first_wrong = {std::move(where), std::move(what)}; }

    // Without its triggers a book can be changed by anybody.
    void check_schema() {
        const auto migrated = query_one<std::string>(
            connection_,
            "SELECT json_extract(detail, '$.schema') FROM audit WHERE action = 'schema_migrated' "
            "AND json_valid(detail) ORDER BY audit_id DESC LIMIT 1");
        if (!migrated) return wrong("schema", "the audit trail does not tell when it was made");
        if (*migrated != schema_digest(connection_))
            return wrong("schema", "tables or triggers are not those of this program");
        Statement rows(connection_, "SELECT word FROM reason ORDER BY precedence");
        for (const Reason reason : all_reasons()) {
            if (!rows.step() || rows.text(0) != to_word(reason))
                return wrong("reason", "the list of reasons is not ours");
        }
        if (rows.step()) return wrong("reason", "the list of reasons is not ours");
    }

    [[nodiscard]] std::optional<Wrong> check_file() const {
        try {
            Connection own(connection_.path(), Connection::Missing::refuse, std::chrono::milliseconds(10'000));
            const auto sound = query_one<std::string>(own, "PRAGMA integrity_check(1)");
            if (sound != "ok") return Wrong{"database file", sound.value_or("it cannot be checked")};
            Statement row(own, "PRAGMA foreign_key_check");
            if (row.step()) return Wrong{row.get<std::string>(0), "a row refers to one that is not there"};
            return std::nullopt;
        } catch (const BookFailure& failure) {
            return Wrong{"database file", failure.error().message()};
        }
    }

    void check_chain() {
        SealCheck seals(connection_);
        std::string unsealed;
        const AuditVerdict verdict =
            walk_audit(connection_, options_.known_head,
                       [&](std::int64_t, std::string_view seal) { return unsealed = seals.check(seal); });
        report_.audit_rows = verdict.rows;
        report_.head = verdict.head;
        if (!unsealed.empty()) return name_rows(unsealed, verdict.first_wrong->row);
        if (verdict.first_wrong) {
            return wrong("audit row " + std::to_string(verdict.first_wrong->row), verdict.first_wrong->what);
        }
        if (const std::string loose = seals.finish(); !loose.empty()) name_rows(loose, 0);
    }

    /// "posting 17 is not what was written" as place and fault.
    void name_rows(const std::string& text, std::int64_t audit_row) {
        const std::size_t is = text.find(" is ");
        if (is == std::string::npos) return wrong("audit row " + std::to_string(audit_row), text);
        const std::string by = audit_row > 0 ? " (sealed by audit row " + std::to_string(audit_row) + ")" : "";
        wrong(text.substr(0, is), "it" + text.substr(is) + by);
    }

    void check_own_hashes() {
        Statement plans(connection_, "SELECT plan_number, account_load_id, billed_after, row_hash, " +
                                         std::string(kPlanColumns) + " FROM plan ORDER BY plan_number");
        while (plans.step()) {
            const auto number = plans.get<std::int64_t>(0);
            const std::string where = "plan " + std::to_string(number);
            if (++report_.plans != number) return wrong("plan " + std::to_string(report_.plans), "it is gone");
            if (plans.text(3) !=
                plan_row_hash(number, plans.get<std::int64_t>(1), plans.get<std::int64_t>(2), read_plan(plans, 4))) {
                return wrong(where, "it is not what was loaded");
            }
        }
        Statement claims(connection_, "SELECT review_id, claimed_by, claimed_at, expires_at, row_hash FROM claim");
        while (claims.step()) {
            const auto item = claims.get<std::int64_t>(0);
            if (claims.text(4) != claim_hash(item, claims.text(1), claims.text(2), claims.text(3))) {
                return wrong("claim " + std::to_string(item), "it is not what was written");
            }
        }
    }

    /// The order of the queue follows from items and batches.
    void check_queue_order() {
        constexpr std::string_view kIs = "SELECT review_id, received FROM review_order";
        constexpr std::string_view kShouldBe =
            "SELECT i.review_id, b.received FROM review_item i JOIN envelope e ON e.envelope_id = i.envelope_id "
            "JOIN batch b ON b.batch_id = e.batch_id WHERE i.state = 'open'";
        for (const auto& [left, right] : {std::pair(kIs, kShouldBe), std::pair(kShouldBe, kIs)}) {
            const auto odd =
                query_one<std::int64_t>(connection_, std::string(left) + " EXCEPT " + std::string(right) + " LIMIT 1");
            if (odd)
                return wrong("review item " + std::to_string(*odd),
                             "it has another place in the queue than its day gives");
        }
    }

    // A row of an image is sealed with its pages: one without a page is nobody's.
    void check_image_rows() {
        const auto loose = query_one<std::string>(
            connection_,
            "SELECT sha256 FROM image EXCEPT SELECT front_image FROM page EXCEPT SELECT back_image FROM page");
        if (loose) wrong("image " + *loose, "no page has it");
    }

    void check_images() {
        Statement rows(connection_,
                       "SELECT i.sha256, p.image_purge_id IS NOT NULL FROM image i LEFT JOIN "
                       "image_purge p ON p.sha256 = i.sha256 ORDER BY i.sha256");
        while (rows.step()) {
            const auto id = rows.get<ImageId>(0);
            const std::string where = "image " + id.str();
            if (rows.get<int>(1) != 0) {
                ++report_.images_purged;
                continue;
            }
            const auto bytes = book_.images().get(id);
            if (!bytes) return wrong(where, bytes.error().what);
            ++report_.images;
            report_.image_bytes += std::ssize(*bytes);
        }
    }

    const Book& book_;
    Connection& connection_;
    const VerifyOptions& options_;
    VerifyReport report_;
};

}  // namespace

Result<VerifyReport> verify_book(const Book& book, const VerifyOptions& options) {
    return as_result([&]() -> Result<VerifyReport> {
        try {
            return Audit(book, options).run();
        } catch (const BookFailure& failure) {
            // A value that no table may hold is a finding, not a failure of the check.
            VerifyReport report;
            report.first_wrong = {"database file", failure.error().what};
            return report;
        }
    });
}

}  // namespace lockbox
