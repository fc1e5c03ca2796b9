#include "tools/grow_accounts/given_accounts.h"

#include <algorithm>
#include <fstream>
#include <optional>

#include "ledger/account_row.h"
#include "ledger/csv.h"

namespace lockbox::samples {
namespace {

std::string place(const std::filesystem::path& file, std::uint64_t line) {
    return file.string() + ", line " + std::to_string(line);
}

Error bad_row(const std::filesystem::path& file, std::uint64_t line, const FieldFault& fault) {
    return {fault.column.empty() ? fault.what : fault.column + ": " + fault.what, place(file, line), fault.remedy};
}

}  // namespace

Result<GivenAccounts> GivenAccounts::read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return Error{"the file cannot be opened", file.string(), ""};
    CsvReader csv([&](std::span<char> buffer) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        return static_cast<std::size_t>(in.gcount());
    });
    GivenAccounts given;
    std::optional<AccountHeader> header;
    std::vector<FieldFault> faults;
    for (;;) {
        const CsvReader::Next next = csv.next();
        if (next == CsvReader::Next::end) break;
        if (next == CsvReader::Next::fault) {
            return Error{csv.fault().what, place(file, csv.fault().line), csv.fault().remedy};
        }
        if (header) {
            if (auto plan = header->read_row(csv.fields(), faults)) given.plans_.push_back(*std::move(plan));
        } else {
            header = AccountHeader::read(csv.fields(), faults);
            const bool usual = std::equal(csv.fields().begin(), csv.fields().end(), account_columns().begin());
            if (header && !usual) {
                return Error{"the columns stand in another order than usual", place(file, 1), "reorder them"};
            }
        }
        if (!faults.empty()) return bad_row(file, csv.line(), faults.front());
    }
    if (given.plans_.empty()) return Error{"no rows", file.string(), ""};
    given.group();
    return given;
}

void GivenAccounts::group() {
    std::stable_sort(plans_.begin(), plans_.end(),
                     [](const Plan& a, const Plan& b) { return a.billing_account < b.billing_account; });
    for (std::size_t i = 0; i < plans_.size(); ++i) {
        ++premiums_[plans_[i].monthly_premium.count()];
        if (i > 0 && plans_[i].billing_account == plans_[i - 1].billing_account) {
            ++members_.back().count;
        } else {
            members_.push_back({i, 1});
        }
    }
}

bool GivenAccounts::is_shared(Cents premium) const {
    constexpr double kShare = 0.005;
    return premiums_.at(premium.count()) > kShare * static_cast<double>(plans_.size());
}

}  // namespace lockbox::samples
