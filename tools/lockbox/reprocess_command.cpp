// reprocess: what would today's program make of what is in the book?

#include <fmt/core.h>

#include <cstdio>
#include <map>

#include "tools/lockbox/accounts_file.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/make_workers.h"
#include "tools/lockbox/progress.h"
#include "tools/lockbox/reprocess.h"
#include "tools/lockbox/session.h"
#include "tools/lockbox/table.h"
#include "tools/lockbox/text_to_values.h"

namespace lockbox {
namespace {

int refuse(const Error& error, int status) {
    print_error(error);
    return status;
}

std::string text_of(Outcome outcome, const std::optional<BillingAccount>& account, const std::optional<PlanId>& plan,
                    const std::optional<Cents>& amount, const std::vector<Reason>& reasons) {
    std::string text(to_word(outcome));
    if (outcome == Outcome::posted) {
        return text + " " + amount->to_string() + " " + account->str() + ":" + plan->str();
    }
    for (const Reason reason : reasons) text.append(" ").append(to_word(reason));
    return text;
}

void add_line(Table& table, const ReprocessLine& line) {
    const auto& after = line.after;
    table.add({line.batch.str() + ":" + std::to_string(line.sequence), std::string(to_word(line.left)),
               text_of(line.before.outcome, line.before.billing_account, line.before.plan_id, line.before.amount,
                       line.before.reasons),
               line.failure.empty() ? text_of(after.decision.outcome, after.decision.billing_account,
                                              after.decision.plan_id, after.amount, after.decision.reasons)
                                    : line.failure});
}

/// Without a store only what is wrong by itself is told; with one also what is not in the book.
Result<ReprocessScope> scope_from(const ReprocessOptions& options, const BatchStore* store) {
    ReprocessScope scope;
    if (!options.batch.empty() && !(scope.batch = BatchId::parse(options.batch))) {
        return Error{"not a batch id", options.batch, "see `lockbox batches`"};
    }
    if (!options.reason.empty() && !(scope.reason = reason_from(options.reason))) {
        return Error{"no such reason", options.reason, "docs/reasons.md lists them"};
    }
    scope.open = options.open;
    scope.over_people = options.over_people;
    scope.in_closed = options.in_closed;
    scope.apply = options.apply;
    if (!options.check.empty()) {
        if (const auto error = objection_to_check_name(options.check)) return *error;
    }
    if (scope.batch && store != nullptr) {
        if (const auto known = store->envelopes(*scope.batch); !known) return known.error();
    }
    if (!options.check.empty() && store != nullptr) {
        const auto check = find_check(*store, options.check);
        if (!check) return check.error();
        scope.check = *check;
    }
    if (!scope.batch && options.check.empty() && !scope.reason && !scope.open) {
        return Error{"nothing to reprocess was named", "reprocess", "name --batch, --check, --reason or --open"};
    }
    return scope;
}

}  // namespace

int reprocess_command(const CommonOptions& common, const ReprocessOptions& options) {
    if (const auto early = scope_from(options, nullptr); !early) return refuse(early.error(), kWrongUse);
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    const BatchStore store(session->book);
    const auto scope = scope_from(options, &store);
    if (!scope) return refuse(scope.error(), kCouldNotRun);
    const auto envelopes = envelopes_in_scope(session->book, *scope);
    if (!envelopes) return refuse(envelopes.error(), kCouldNotRun);
    const auto accounts = open_accounts(session->book, common.db);
    if (!accounts) return refuse(accounts.error(), kCouldNotRun);
    WorkerPool workers = make_workers(common, options.jobs, session->config);
    Reprocess reprocess(session->book, *accounts, session->config, workers);
    Table table({{"check"}, {"verdict"}, {"before"}, {"after"}});
    std::map<LeftAlone, int> counts;
    bool all_well = true;
    {
        Progress progress("Reading again", envelopes->size());
        std::size_t done = 0;
        for (const EnvelopeKey envelope : *envelopes) {
            const auto lines = reprocess.run(envelope, *scope);
            progress.advance_to(++done);
            if (!lines) {
                print_error(lines.error());
                all_well = false;
                continue;
            }
            for (const ReprocessLine& line : *lines) {
                ++counts[line.left];
                all_well = all_well && line.failure.empty();
                if (line.left != LeftAlone::same || !line.failure.empty()) add_line(table, line);
            }
        }
    }
    if (!table.empty() || common.format != Format::text) std::fputs(table.to_string(common.format).c_str(), stdout);
    if (common.format == Format::text) {
        std::printf(
            "%d checks %s, %d as before; left alone: %d for a person's decision, %d in closed batches, %d whose "
            "money has left.\n",
            counts[LeftAlone::no], scope->apply ? "decided anew" : "would change", counts[LeftAlone::same],
            counts[LeftAlone::person], counts[LeftAlone::closed], counts[LeftAlone::money_left]);
        if (!scope->apply && counts[LeftAlone::no] > 0) std::puts("Nothing was written; --apply does it.");
    }
    return all_well ? kDone : kSomeFailed;
}

}  // namespace lockbox
