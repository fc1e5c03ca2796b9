// correct return, refund, move: posted money that must move again.

#include <cstdio>

#include "ledger/corrections.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/session.h"
#include "tools/lockbox/summary_text.h"
#include "tools/lockbox/text_to_values.h"

namespace lockbox {
namespace {

int refuse(const Error& error, int status) {
    print_error(error);
    return status;
}

struct Target {
    BillingAccount account;
    PlanId plan;
};

std::optional<Target> target_from(const std::string& text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) return std::nullopt;
    const auto account = BillingAccount::parse(text.substr(0, colon));
    const auto plan = PlanId::parse(text.substr(colon + 1));
    if (!account || !plan) return std::nullopt;
    return Target{*account, *plan};
}

const Error kNoTarget{"not an account and a plan", "", "write it as 772037105:18076MA2112002"};

}  // namespace

int correct_command(const CommonOptions& common, const CorrectOptions& options, Correction correction) {
    const bool needs_target = correction == Correction::move || correction == Correction::refund_credit;
    const auto target = target_from(correction == Correction::refund_credit ? options.what : options.to);
    if (needs_target && !target) return refuse(kNoTarget, kWrongUse);
    if (options.why.empty()) return refuse({"a correction says why", "--why", "write it in a few words"}, kWrongUse);
    const auto amount = Cents::parse(options.amount);
    if (correction == Correction::refund_credit && !amount) {
        return refuse({"not an amount", options.amount, "write it as 46.10"}, kWrongUse);
    }
    if (correction != Correction::refund_credit) {
        if (const auto error = objection_to_check_name(options.what)) return refuse(*error, kWrongUse);
    }
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    if (needs_target) {
        const auto known = find_plan(session->book, target->account, target->plan);
        if (!known) return refuse(known.error(), kCouldNotRun);
    }
    Corrections corrections(session->book,
                            {user_of(options.user), options.why, session->config.review.second_user_above});
    Result<Corrected> done = Corrected{};
    if (correction == Correction::refund_credit) {
        done = corrections.refund_credit(target->account, target->plan, *amount);
    } else {
        const auto check = find_check(BatchStore(session->book), options.what);
        if (!check) return refuse(check.error(), kCouldNotRun);
        if (correction == Correction::nsf)
            done = corrections.return_check(*check, session->config.book.returned_check_fee);
        if (correction == Correction::refund) done = corrections.refund_check(*check);
        if (correction == Correction::move) done = corrections.move_check(*check, target->account, target->plan);
    }
    if (!done) return refuse(done.error(), kSomeFailed);
    if (done->needs_second) {
        std::puts(second_person_text(done->differs));
    } else {
        std::puts("Done, by reversal; `lockbox show CHECK` tells the whole history.");
    }
    return kDone;
}

}  // namespace lockbox
