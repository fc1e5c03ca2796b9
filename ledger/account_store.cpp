#include "ledger/account_store.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <tuple>
#include <utility>

#include "ledger/account_row.h"
#include "ledger/act.h"
#include "ledger/clock.h"
#include "ledger/csv.h"
#include "ledger/journal.h"
#include "ledger/plan_table.h"
#include "ledger/sha256.h"

namespace lockbox {
namespace {

/// The file on its way to the parser: hashed, counted and watched as it streams.
class AccountFile {
  public:
    AccountFile(const std::filesystem::path& path, const LoadProgress& progress)
        : in_(path, std::ios::binary), progress_(progress) {
        std::error_code error;
        const std::uintmax_t size = std::filesystem::file_size(path, error);
        bytes_total_ = error ? 0 : size;
    }
    [[nodiscard]] bool is_open() const { return in_.is_open(); }
    [[nodiscard]] bool failed() const { return in_.bad(); }
    [[nodiscard]] std::string digest() { return hash_.hex(); }

    std::size_t read(std::span<char> buffer) {
        in_.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        const auto count = static_cast<std::size_t>(in_.gcount());
        hash_.update(std::string_view(buffer.data(), count));
        bytes_read_ += count;
        if (progress_) progress_(bytes_read_, bytes_total_);
        return count;
    }

  private:
    std::ifstream in_;
    const LoadProgress& progress_;
    std::uint64_t bytes_read_ = 0, bytes_total_ = 0;
    Sha256 hash_;
};

/// One load inside its transaction.
class Load {
  public:
    Load(Act& act, std::string file_name, LoadResult& result)
        : act_(act),
          connection_(act.connection()),
          journal_(act),
          file_name_(std::move(file_name)),
          result_(result),
          load_id_(
              query_one<std::int64_t>(connection_, "SELECT COALESCE(MAX(account_load_id), 0) + 1 FROM account_load")
                  .value()),
          plans_(connection_, load_id_) {}

    void read_header(CsvReader& csv) {
        const CsvReader::Next next = csv.next();
        std::vector<FieldFault> faults;
        if (next == CsvReader::Next::fault) complain(csv.fault());
        if (next == CsvReader::Next::end) faults.push_back({0, "", "the file is empty", "send the whole file again"});
        if (next == CsvReader::Next::row) header_ = AccountHeader::read(csv.fields(), faults);
        for (const FieldFault& fault : faults) complain(csv.line(), fault);
    }

    void read_rows(CsvReader& csv) {
        if (!header_) return;
        for (;;) {
            const CsvReader::Next next = csv.next();
            if (next == CsvReader::Next::end) break;
            if (next == CsvReader::Next::fault) {
                complain(csv.fault());
                continue;
            }
            std::vector<FieldFault> faults;
            if (const std::optional<Plan> plan = header_->read_row(csv.fields(), faults)) take(*plan, csv.line());
            for (const FieldFault& fault : faults) complain(csv.line(), fault);
        }
        if (report_.rows == 0 && result_.errors_total == 0) {
            // Taken at its word, such a file would close every plan.
            complain(1, {0, "", "the file has a header and no rows", "send the whole file again"});
        }
    }

    /// Plans that the file does not have any more.
    void close_missing() {
        std::vector<std::int64_t> missing;
        Statement open(connection_, "SELECT plan_number FROM plan WHERE status <> 'closed' ORDER BY plan_number");
        while (open.step()) {
            const auto plan_number = open.get<std::int64_t>(0);
            if (!was_seen(plan_number)) missing.push_back(plan_number);
        }
        for (const std::int64_t plan_number : missing) plans_.close(plan_number);
        report_.closed = static_cast<std::int64_t>(missing.size());
    }

    void sign(const std::string& digest) {
        report_.digest = digest;
        execute(connection_,
                "INSERT INTO account_load (account_load_id, file_name, digest, added, changed, unchanged, closed, "
                "loaded_at, loaded_by, program) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                load_id_, file_name_, digest, report_.added, report_.changed, report_.unchanged, report_.closed,
                act_.now(), act_.author().name, act_.author().program);
        act_.audit({"accounts_loaded", "account load " + std::to_string(load_id_),
                    "{\"digest\":\"" + digest +
                        "\",\"credit_used_cents\":" + std::to_string(report_.credit_used.count()) + "}"});
    }

    [[nodiscard]] LoadReport& report() { return report_; }

  private:
    void take(const Plan& plan, std::uint64_t line) {
        ++report_.rows;
        const std::optional<PlanTable::Found> found = plans_.find(plan.billing_account, plan.plan_id);
        if (!found) {
            see(plans_.add(plan));
            ++report_.added;
        } else if (was_seen(found->plan_number)) {
            complain(line, {header_->field_of("plan_id"), "plan_id",
                            "a second row for the same billing account and plan", "a plan has one row"});
        } else {
            see(found->plan_number);
            const bool same = found->plan == plan;
            if (!same) plans_.change(*found, plan);
            if (found->plan.invoice_number != plan.invoice_number) {
                report_.credit_used += journal_.use_credit(found->plan_number, load_id_, plan.amount_due);
            }
            ++(same ? report_.unchanged : report_.changed);
        }
    }

    // Plan numbers are dense: rows are never deleted.
    void see(std::int64_t plan_number) {
        const auto at = static_cast<std::size_t>(plan_number);
        if (seen_.size() <= at) seen_.resize(at + at / 2 + 1024);
        seen_[at] = true;
    }
    [[nodiscard]] bool was_seen(std::int64_t plan_number) const {
        const auto at = static_cast<std::size_t>(plan_number);
        return at < seen_.size() && seen_[at];
    }

    void complain(const CsvFault& fault) {
        const std::string_view column = header_ ? header_->column_at(fault.field) : std::string_view();
        complain(fault.line, {fault.field, std::string(column), fault.what, fault.remedy});
    }
    void complain(std::uint64_t line, const FieldFault& fault) {
        if (++result_.errors_total > static_cast<std::int64_t>(kLoadErrorsMax)) return;
        std::string where = file_name_ + ", line " + std::to_string(line);
        if (fault.field > 0) where += ", column " + std::to_string(fault.field);
        if (!fault.column.empty()) where += " (" + fault.column + ")";
        result_.errors.push_back({fault.what, std::move(where), fault.remedy});
    }

    Act& act_;
    Connection& connection_;
    Journal journal_;
    std::string file_name_;
    LoadResult& result_;
    std::int64_t load_id_;
    PlanTable plans_;
    std::optional<AccountHeader> header_;
    std::vector<bool> seen_;  ///< by plan_number
    LoadReport report_;
};

// Every load of this book, with its day: a book that was put back from a copy and loaded anew differs as well.
std::string state_of(Connection& connection) {
    Sha256 hash;
    Statement loads(connection, "SELECT account_load_id, digest, loaded_at FROM account_load ORDER BY account_load_id");
    while (loads.step()) {
        hash.update(std::to_string(loads.get<std::int64_t>(0))).update(" ").update(loads.text(1)).update(" ");
        hash.update(loads.text(2)).update("\n");
    }
    return hash.hex();
}

LoadResult refused(Error error) {
    LoadResult result;
    result.errors.push_back(std::move(error));
    result.errors_total = 1;
    return result;
}

LoadResult load_in_transaction(const Book& book, AccountFile& file, const std::string& name) {
    LoadResult result;
    Act act(book);
    Load load(act, name, result);
    CsvReader csv([&](std::span<char> buffer) { return file.read(buffer); });
    load.read_header(csv);
    load.read_rows(csv);
    if (file.failed()) return refused({"the file cannot be read to its end", name, "copy it again"});
    if (result.errors_total > 0) return result;
    load.close_missing();
    load.report().digest = file.digest();
    if (!load.report().nothing_changed()) {
        load.sign(load.report().digest);
        act.commit();
    }
    result.report = load.report();
    return result;
}

}  // namespace

LoadResult AccountStore::load(const std::filesystem::path& csv, const LoadProgress& progress) {
    std::error_code error;
    if (std::filesystem::is_directory(csv, error)) {
        return refused({"this is a folder", csv.string(), "name the file itself"});
    }
    AccountFile file(csv, progress);
    if (!file.is_open()) {
        return refused({std::string("the file cannot be opened: ") + std::strerror(errno), csv.string(), ""});
    }
    try {
        return load_in_transaction(book_, file, csv.filename().string());
    } catch (const BookFailure& failure) {
        return refused(failure.error());
    }
}

Result<std::string> AccountStore::state() const {
    return as_result([&]() -> Result<std::string> { return state_of(book_.connection()); });
}

Result<std::size_t> AccountStore::plan_count() const {
    return as_result([&]() -> Result<std::size_t> {
        return query_one<std::size_t>(book_.connection(), "SELECT COUNT(*) FROM plan").value_or(0);
    });
}

Result<std::vector<Plan>> AccountStore::read_all() const {
    std::vector<Plan> plans;
    if (const auto done = for_each([&](Plan plan) { plans.push_back(std::move(plan)); }); !done) return done.error();
    std::sort(plans.begin(), plans.end(), [](const Plan& a, const Plan& b) {
        return std::tie(a.billing_account, a.plan_id) < std::tie(b.billing_account, b.plan_id);
    });
    return plans;
}

Result<std::string> AccountStore::for_each(const std::function<void(Plan)>& visit) const {
    return as_result([&]() -> Result<std::string> {
        const Transaction transaction(book_.connection(), Transaction::Kind::read);
        Statement rows(book_.connection(), "SELECT " + std::string(kPlanColumns) + " FROM plan");
        while (rows.step()) visit(read_plan(rows, 0));
        return state_of(book_.connection());
    });
}

}  // namespace lockbox
