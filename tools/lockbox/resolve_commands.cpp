// review resolve, claim, release, undo: what people decide, from the shell.

#include <fmt/core.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>

#include "ledger/review_queue.h"
#include "tools/lockbox/accounts_file.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/decide_again.h"
#include "tools/lockbox/session.h"
#include "tools/lockbox/summary_text.h"
#include "tools/lockbox/text_to_values.h"

namespace lockbox {
namespace {

int refuse(const Error& error, int status) {
    print_error(error);
    return status;
}

/// FIELD=VALUE words as what a person read.
Result<CheckFields> fields_from(const std::vector<std::string>& words) {
    CheckFields fields;
    for (const std::string& word : words) {
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals);
        const std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
        bool good = true;
        const auto take = [&](auto& field, auto parsed) {
            field = parsed;
            good = field.has_value();
        };
        const auto digits = value.empty() ? std::nullopt : std::optional(value);
        if (name == "amount")
            take(fields.amount, Cents::parse(value));
        else if (name == "date")
            take(fields.date, Date::parse(value));
        else if (name == "routing")
            take(fields.routing, RoutingNumber::parse(value));
        else if (name == "account")
            take(fields.account, digits);
        else if (name == "number")
            take(fields.number, digits);
        else if (name == "billing_account")
            take(fields.billing_account, BillingAccount::parse(value));
        else if (name == "signature_seen")
            fields.signature_seen = true;
        else if (name == "payee_seen")
            fields.payee_seen = true;
        else if (name == "legend_harmless")
            fields.legend_harmless = true;
        else if (name == "in_dollars")
            fields.in_dollars = true;
        else if (name == "image_is_usable")
            fields.image_is_usable = true;
        else
            return Error{"no such field", word, "see `lockbox review resolve --help`"};
        if (!good) return Error{"not a value of " + name, word, "see `lockbox review resolve --help`"};
    }
    return fields;
}

Result<Resolution> resolution_from(const ResolveOptions& options) {
    Resolution resolution;
    const auto item = number_from(options.item);
    if (!item) return Error{"not an item", options.item, "see `lockbox review list`"};
    resolution.item = ReviewId{*item};
    const auto act = resolution_act_from(options.act);
    if (!act || *act == ResolutionAct::undo) {
        return Error{"no such outcome", options.act, "see `lockbox review resolve --help`"};
    }
    resolution.act = *act;
    resolution.note = options.note;
    if (!options.to.empty()) {
        const std::size_t colon = options.to.find(':');
        resolution.billing_account = BillingAccount::parse(options.to.substr(0, colon));
        if (colon != std::string::npos) resolution.plan_id = PlanId::parse(options.to.substr(colon + 1));
        if (!resolution.billing_account || !resolution.plan_id) {
            return Error{"not an account and a plan", options.to, "write it as 772037105:18076MA2112002"};
        }
    }
    if (!options.amount.empty()) {
        resolution.amount = Cents::parse(options.amount);
        if (!resolution.amount) return Error{"not an amount", options.amount, "write it as 46.10"};
    }
    if (!options.until.empty()) {
        resolution.until = Date::parse(options.until);
        if (!resolution.until) return Error{"not a date", options.until, "write it as 2026-11-18"};
    }
    auto fields = fields_from(options.fields);
    if (!fields) return fields.error();
    resolution.fields = *std::move(fields);
    return resolution;
}

/// The rules with what the person reads.
Result<NewDecision> ask_the_rules(const CommonOptions& common, const Session& session, const Resolution& resolution) {
    const auto detail = ReviewQueue(session.book).show(resolution.item);
    if (!detail) return detail.error();
    if (!detail->check) {
        return Error{"pages without money have no fields to correct",
                     "review item " + std::to_string(resolution.item.value), "file, return or refer them"};
    }
    const CheckId check = detail->check->now.id;
    auto accounts = open_accounts(session.book, common.db);
    if (!accounts) return accounts.error();
    return decide_corrected(session.book, check, resolution.fields, AccountIndex(*accounts), session.config);
}

/// A postdated check comes back on the day that it says.
std::optional<Date> day_on_the_check(const Book& book, ReviewId item) {
    const auto detail = ReviewQueue(book).show(item);
    return detail && detail->check ? detail->check->now.date : std::nullopt;
}

/// The item and the plan that a person names are in the book.
Result<void> find_named(const Book& book, ReviewId item, const Resolution& resolution = {}) {
    if (const auto detail = ReviewQueue(book).show(item); !detail) return detail.error();
    if (!resolution.billing_account || !resolution.plan_id) return {};
    return find_plan(book, *resolution.billing_account, *resolution.plan_id);
}

void print_resolved(const Resolution& resolution, const Resolved& resolved) {
    if (resolved.needs_second) {
        std::puts(second_person_text(resolved.differs));
    } else if (resolved.outcome == Outcome::posted) {
        std::printf("Item %lld: the rules have nothing against it any more; posted.\n",
                    static_cast<long long>(resolution.item.value));
    } else if (resolved.opened) {
        std::printf("Item %lld: the rules still object; it waits as item %lld.\n",
                    static_cast<long long>(resolution.item.value), static_cast<long long>(resolved.opened->value));
    } else if (resolution.until) {
        std::printf("Item %lld: held; it comes back on %s.\n", static_cast<long long>(resolution.item.value),
                    resolution.until->to_string().c_str());
    } else {
        std::printf("Item %lld: %s. `lockbox review undo %lld` takes it back while the batch is open.\n",
                    static_cast<long long>(resolution.item.value), std::string(to_word(resolution.act)).c_str(),
                    static_cast<long long>(resolution.item.value));
    }
}

}  // namespace

int review_resolve_command(const CommonOptions& common, const ResolveOptions& options) {
    auto resolution = resolution_from(options);
    if (!resolution) return refuse(resolution.error(), kWrongUse);
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    if (auto found = find_named(session->book, resolution->item, *resolution); !found) {
        return refuse(found.error(), kCouldNotRun);
    }
    if (resolution->act == ResolutionAct::correct) {
        auto now = ask_the_rules(common, *session, *resolution);
        if (!now) return refuse(now.error(), kCouldNotRun);
        resolution->now = *std::move(now);
    }
    if (resolution->act == ResolutionAct::hold && !resolution->until) {
        resolution->until = day_on_the_check(session->book, resolution->item);
    }
    const auto resolved =
        ReviewQueue(session->book, review_rules(session->config)).resolve(*resolution, user_of(options.user));
    if (!resolved) return refuse(resolved.error(), kSomeFailed);
    print_resolved(*resolution, *resolved);
    return kDone;
}

int review_undo_command(const CommonOptions& common, const ResolveOptions& options) {
    const auto item = number_from(options.item);
    if (!item) return refuse({"not an item", options.item, "see `lockbox review list`"}, kWrongUse);
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    if (auto found = find_named(session->book, ReviewId{*item}); !found) return refuse(found.error(), kCouldNotRun);
    const auto undone = ReviewQueue(session->book, review_rules(session->config))
                            .undo(ReviewId{*item}, user_of(options.user), options.note);
    if (!undone) return refuse(undone.error(), kSomeFailed);
    const ReviewId open = undone->opened.value_or(ReviewId{*item});
    std::printf("Undone; it waits as item %lld.\n", static_cast<long long>(open.value));
    return kDone;
}

int review_claim_command(const CommonOptions& common, const ResolveOptions& options, bool release) {
    const bool next = options.item == "next" && !release;
    const auto item = number_from(options.item);
    if (!item && !next) return refuse({"not an item", options.item, "see `lockbox review list`"}, kWrongUse);
    const auto session = open_session(common);
    if (!session) return refuse(session.error(), kCouldNotRun);
    if (item) {
        if (auto found = find_named(session->book, ReviewId{*item}); !found) return refuse(found.error(), kCouldNotRun);
    }
    ReviewQueue queue(session->book, review_rules(session->config));
    const std::string user = user_of(options.user);
    if (release) {
        const auto released = queue.release(ReviewId{*item}, user);
        return released ? kDone : refuse(released.error(), kCouldNotRun);
    }
    if (next) {
        const auto found = queue.claim_next(user);
        if (!found) return refuse(found.error(), kCouldNotRun);
        if (!*found) {
            std::puts("Nothing waits for you.");
            return kDone;
        }
        std::printf("Item %lld is yours until %s.\n", static_cast<long long>((*found)->id.value),
                    (*found)->claim->expires_at.c_str());
        return kDone;
    }
    const auto claim = queue.claim(ReviewId{*item}, user);
    if (!claim) return refuse(claim.error(), kSomeFailed);
    std::printf("Item %lld is yours until %s.\n", static_cast<long long>(*item), claim->expires_at.c_str());
    return kDone;
}

}  // namespace lockbox
