#include "ledger/auditor.h"

#include <future>
#include <utility>

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
        // The engine's own check reads the whole file: another thread does it meanwhile.
        auto file = std::async(std::launch::async, [this] { return check_file(); });
        begin("audit chain and seals", [&] { check_chain_or_schema(); });
        begin("schema", [&] { check_schema(migration_); });
        begin("plans and claims", [&] { check_own_hashes(); });
        begin("order of the queue", [&] { check_queue_order(); });
        begin("balances", [&] { check_balances(connection_, report_); });
        begin("rows of images", [&] { check_image_rows(); });
        begin("references", [&] { check_references(); });
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

    /// Where the walk finds a fault, or ends on a table that is gone, a changed schema is what is told first.
    void check_chain_or_schema() {
        try {
            check_chain();
        } catch (const BookFailure&) {
            check_schema(last_migration());
            if (!report_.first_wrong) throw;
            return;
        }
        if (!report_.first_wrong) return;
        const std::optional<Wrong> in_chain = std::exchange(report_.first_wrong, std::nullopt);
        check_schema(last_migration());
        if (!report_.first_wrong) report_.first_wrong = in_chain;
    }

    /// Looks through the whole audit trail, right or not.
    [[nodiscard]] std::string last_migration() const {
        return query_one<std::string>(connection_,
                                      "SELECT detail FROM audit WHERE action = ?1 ORDER BY audit_id DESC LIMIT 1",
                                      kSchemaMigrated)
            .value_or("");
    }

    // Without its triggers a book can be changed by anybody.
    void check_schema(const std::string& migration) {
        const auto digest = query_one<std::optional<std::string>>(
            connection_, "SELECT CASE WHEN json_valid(?1) THEN json_extract(?1, '$.schema') END", migration);
        if (!digest || !*digest) return wrong("schema", "the audit trail does not tell when it was made");
        if (**digest != schema_digest(connection_))
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
            own.run("PRAGMA cache_size = -262144");  // KiB: it looks every row up in every index, in no order
            const auto sound = query_one<std::string>(own, "PRAGMA integrity_check(1)");
            if (sound != "ok") return Wrong{"database file", sound.value_or("it cannot be checked")};
            return std::nullopt;
        } catch (const BookFailure& failure) {
            return Wrong{"database file", failure.error().message()};
        }
    }

    void check_references() {
        Statement row(connection_, "PRAGMA foreign_key_check");
        if (row.step()) wrong(row.get<std::string>(0), "a row refers to one that is not there");
    }

    void check_chain() {
        SealCheck seals(connection_);
        std::string unsealed;
        const AuditVerdict verdict =
            walk_audit(connection_, options_.known_head,
                       [&](std::int64_t, std::string_view seal) { return unsealed = seals.check(seal); });
        report_.audit_rows = verdict.rows;
        report_.head = verdict.head;
        migration_ = verdict.migration;
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

    // A value that no plan may hold is not what was loaded either: the row is named, and not the file.
    static bool is_as_loaded(const Statement& row, std::int64_t number) {
        try {
            return row.text(3) ==
                   plan_row_hash(number, row.get<std::int64_t>(1), row.get<std::int64_t>(2), read_plan(row, 4));
        } catch (const BookFailure&) {
            return false;
        }
    }

    void check_own_hashes() {
        Statement plans(connection_, "SELECT plan_number, account_load_id, billed_after, row_hash, " +
                                         std::string(kPlanColumns) + " FROM plan ORDER BY plan_number");
        while (plans.step()) {
            const auto number = plans.get<std::int64_t>(0);
            const std::string where = "plan " + std::to_string(number);
            if (++report_.plans != number) return wrong("plan " + std::to_string(report_.plans), "it is gone");
            if (!is_as_loaded(plans, number)) return wrong(where, "it is not what was loaded");
        }
        Statement claims(connection_, "SELECT review_id, claimed_by, claimed_at, expires_at, row_hash FROM claim");
        while (claims.step()) {
            const auto item = claims.get<std::int64_t>(0);
            if (claims.text(4) != claim_hash(item, claims.text(1), claims.text(2), claims.text(3))) {
                return wrong("claim " + std::to_string(item), "it is not what was written");
            }
        }
    }

    /// The order of the queue follows from items, decisions and batches.
    void check_queue_order() {
        const std::string columns = "SELECT review_id, received, batch_id, check_id, decision_id, amount_cents FROM ";
        const std::string is = columns + "review_order", should_be = columns + "review_order_due";
        for (const std::string& odd_rows : {is + " EXCEPT " + should_be, should_be + " EXCEPT " + is}) {
            const auto odd = query_one<std::int64_t>(connection_, odd_rows + " LIMIT 1");
            if (odd)
                return wrong("review item " + std::to_string(*odd),
                             "it stands in the queue otherwise than its day and its decision say");
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
    std::string migration_;  ///< what the audit trail says of the last one
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
