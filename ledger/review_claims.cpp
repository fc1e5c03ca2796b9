// Who has which item before them. Claims come and go and are no part of the record: what counts is who resolves.

#include "ledger/act.h"
#include "ledger/review_rows.h"

namespace lockbox {
namespace {

std::string on_item(ReviewId item) {
    return "review item " + std::to_string(item.value);
}

Claim write_claim(Connection& connection, ReviewId item, std::string_view user, std::chrono::milliseconds lasts) {
    const std::string now = utc_now();
    const Claim claim{std::string(user), utc_after(lasts)};
    execute(connection, "DELETE FROM claim WHERE review_id = ?1", item);
    execute(connection,
            "INSERT INTO claim (review_id, claimed_by, claimed_at, expires_at, row_hash) VALUES (?1, ?2, ?3, ?4, ?5)",
            item, user, now, claim.expires_at, claim_hash(item.value, user, now, claim.expires_at));
    return claim;
}

Result<void> may_claim(const std::optional<OpenItem>& found, ReviewId item, std::string_view user) {
    if (!found) return no_such_item(item).error();
    if (!found->open) return Error{"the item is settled already", on_item(item), "take the next one"};
    if (found->item.claim && found->item.claim->by != user) {
        return Error{found->item.claim->by + " has the item until " + found->item.claim->expires_at, on_item(item),
                     "take another, or wait"};
    }
    return {};
}

}  // namespace

std::string claim_hash(std::int64_t item, std::string_view by, std::string_view at, std::string_view until) {
    return short_digest(std::to_string(item).append("|").append(by).append("|").append(at).append("|").append(until));
}

Result<Claim> ReviewQueue::claim(ReviewId item, std::string_view user) {
    return as_result([&]() -> Result<Claim> {
        Transaction transaction(book_.connection(), Transaction::Kind::write);
        if (Result<void> may = may_claim(find_review_item(book_, item), item, user); !may) return may.error();
        Claim claim = write_claim(book_.connection(), item, user, rules_.claim_lasts);
        transaction.commit();
        return claim;
    });
}

Result<std::optional<ReviewItem>> ReviewQueue::claim_next(std::string_view user, const ReviewFilter& filter) {
    using Next = std::optional<ReviewItem>;
    return as_result([&]() -> Result<Next> {
        Transaction transaction(book_.connection(), Transaction::Kind::write);
        ReviewFilter first = filter;
        first.limit = 1;
        // An item that waits for a second person is not for the first one.
        std::vector<ReviewItem> items = list_review_items(
            book_, first, "AND (claimed_by IS NULL OR claimed_by = ?13) AND first_by IS NOT ?13 ", user);
        if (items.empty()) return Result<Next>(std::nullopt);
        items.front().claim = write_claim(book_.connection(), items.front().id, user, rules_.claim_lasts);
        transaction.commit();
        return Result<Next>(std::move(items.front()));
    });
}

Result<void> ReviewQueue::release(ReviewId item, std::string_view user) {
    return as_result([&] {
        Transaction transaction(book_.connection(), Transaction::Kind::write);
        execute(book_.connection(), "DELETE FROM claim WHERE review_id = ?1 AND claimed_by = ?2", item, user);
        transaction.commit();
    });
}

}  // namespace lockbox
