#pragma once
// What the tests of the book share: a folder of their own, a small account file, and envelopes.

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/account_store.h"
#include "ledger/batch_store.h"
#include "ledger/book.h"
#include "ledger/sqlite.h"

namespace lockbox::test {

/// "" or what went wrong: for checks that say why they fail.
template <class T>
[[nodiscard]] std::string error_of(const Result<T>& result) {
    return result ? "" : result.error().message();
}

/// A new folder that goes with its owner.
class TempFolder {
  public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

void write_file(const std::filesystem::path& path, std::string_view bytes);
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Column and value instead of the usual one.
using Changes = std::initializer_list<std::pair<std::string_view, std::string_view>>;
/// "billing_account,member_id,..." with a line feed.
[[nodiscard]] std::string account_header();
/// Row of the n-th member, n from 0: billing account 700000000 + n, one active health plan.
[[nodiscard]] std::string account_row(int n, Changes changes = {});
/// Header and the rows of members 0 to n - 1.
[[nodiscard]] std::string account_file(int members);

/// A book with `members` plans loaded.
[[nodiscard]] Book book_with_accounts(const TempFolder& folder, int members);
[[nodiscard]] BillingAccount account_of(int member);
[[nodiscard]] PlanId plan_of(int member);

[[nodiscard]] BatchId batch_id(std::string_view text);
[[nodiscard]] BatchHeader header(std::string_view id, int pages);
[[nodiscard]] PageRecord page(int sequence, std::string kind);
[[nodiscard]] PageRecord page_in_review(int sequence, std::string kind, Reason reason);
/// A check posted to the plan of `member`, whose serial number is `serial`.
[[nodiscard]] CheckRecord posted_check(int sequence, int member, Cents amount, int serial);
[[nodiscard]] CheckRecord check_in_review(int sequence, std::vector<Reason> reasons, std::optional<Cents> amount);
/// Coupon on page `sequence`, check on the next.
[[nodiscard]] EnvelopeRecord paid_envelope(int transaction, int sequence, int member, Cents amount, int serial);

/// A batch of `envelopes` with two pages each: paid ones, every fourth with its check in review, every fifth a letter
/// in review and a blank page. Check serials follow from `first_serial`.
[[nodiscard]] std::vector<EnvelopeRecord> some_envelopes(int envelopes, int first_serial);

/// Balance of an account of the book, or of one plan's: credits are positive, as money that is owed to somebody.
[[nodiscard]] Cents balance(const Book& book, BookAccount account, std::optional<int> member = {});

/// Every table as text, but for moments and hashes: equal for two books that say the same.
[[nodiscard]] std::string dump(Connection& connection);

/// Runs `work` in a child process and returns its wait status; what it returns is the exit status.
int in_child(const std::function<int()>& work);

}  // namespace lockbox::test
