#pragma once
// Small words for scenarios: pages put into an envelope and what must become of the checks among them.

#include <utility>

#include "tools/make_samples/teller.h"

namespace lockbox::samples {

[[nodiscard]] inline CheckTruth posts_to(const Plan& plan) {
    return {.posts = true, .billing_account = plan.billing_account, .plan_id = plan.plan_id, .reasons = {}};
}

/// Posting is right and so is holding it back, for one of the reasons.
[[nodiscard]] inline CheckTruth posts_or_waits(const Plan& plan, std::vector<Reason> reasons = {}) {
    CheckTruth truth = posts_to(plan);
    truth.or_review = true;
    truth.reasons = std::move(reasons);
    return truth;
}

[[nodiscard]] inline CheckTruth waits(std::vector<Reason> reasons) {
    CheckTruth truth;
    truth.reasons = std::move(reasons);
    return truth;
}

/// An envelope filled page by page.
class Story {
  public:
    template <class Content>
    Story& page(Content content, Damage damage = Damage::none) {
        PageSpec& page = transaction_.pages.emplace_back();
        page.content.template emplace<Content>(std::move(content));
        page.damage = damage;
        return *this;
    }
    Story& check(CheckSpec spec, CheckTruth truth, Damage damage = Damage::none) {
        transaction_.checks.push_back(std::move(truth));
        return page(std::move(spec), damage);
    }
    /// The sheet of the page before goes through the scanner once more.
    Story& check_again(const CheckSpec& spec, CheckTruth truth) {
        check(spec, std::move(truth));
        transaction_.pages.back().scanned_again = true;
        return *this;
    }
    Story& expect(std::vector<Reason> reasons) {
        transaction_.expect = std::move(reasons);
        return *this;
    }
    Story& upside_down() {
        for (PageSpec& page : transaction_.pages) page.upside_down = true;
        return *this;
    }
    [[nodiscard]] TransactionSpec end() { return std::move(transaction_); }

  private:
    TransactionSpec transaction_;
};

}  // namespace lockbox::samples
