// process, batches, results: a batch goes in, decisions come out.

#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <filesystem>

#include "tools/lockbox/accounts_file.h"
#include "tools/lockbox/commands.h"
#include "tools/lockbox/log.h"
#include "tools/lockbox/make_workers.h"
#include "tools/lockbox/pipeline.h"
#include "tools/lockbox/progress.h"
#include "tools/lockbox/results_json.h"
#include "tools/lockbox/session.h"
#include "tools/lockbox/summary_text.h"
#include "tools/lockbox/table.h"

namespace lockbox {
namespace {

void print_outcome(const BatchOutcome& outcome, const std::string& seconds) {
    if (outcome.start == BatchStart::complete) {
        std::printf("Batch %s is in the book already; nothing was changed.\n", outcome.id.str().c_str());
    }
    if (outcome.start == BatchStart::resumed)
        std::printf("Batch %s was interrupted before; it is finished now.\n", outcome.id.str().c_str());
    if (outcome.received_assumed)
        std::printf("The batch does not say when it was received: today is taken (see --received).\n");
    std::printf("%s", summary_text(outcome.id, outcome.summary).c_str());
    if (!seconds.empty()) std::printf("%s\n", seconds.c_str());
    for (const PageProblem& problem : outcome.problems) {
        std::fprintf(stderr, "lockbox: page %d: %s; it waits in review as image_quality\n", problem.sequence,
                     problem.message.c_str());
    }
}

/// One batch with its progress bar and its summary. False when it failed or pages of it could not be read.
bool process_one(Pipeline& pipeline, const std::filesystem::path& batch, bool tell_pages) {
    const auto started = std::chrono::steady_clock::now();
    std::optional<Progress> progress;
    std::size_t pages = 0;
    const auto tell = [&](std::size_t done) {
        if (tell_pages) std::printf("pages %zu of %zu\n", done, pages);
        if (tell_pages) std::fflush(stdout);
    };
    const Pipeline::Hooks hooks{[&](std::size_t total) {
                                    progress.emplace("Reading pages", pages = total);
                                    tell(0);
                                },
                                [&](std::size_t done) {
                                    progress->advance_to(done);
                                    tell(done);
                                }};
    const auto outcome = pipeline.process(batch, hooks);
    progress.reset();
    if (!outcome) {
        print_error(outcome.error());
        return false;
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    const bool read = outcome.value().start != BatchStart::complete && pages > 0;
    print_outcome(*outcome, read ? fmt::format("Read {} pages in {:.1f} s ({:.0f} ms a page).", pages, seconds,
                                               1000 * seconds / static_cast<double>(pages))
                                 : "");
    log_event(LogLevel::info, "batch_done",
              {{"batch", outcome.value().id.str()},
               {"pages", std::to_string(pages)},
               {"seconds", fmt::format("{:.3f}", seconds)}});
    return outcome.value().problems.empty();
}

}  // namespace

int process_command(const CommonOptions& common, const ProcessOptions& options) {
    std::optional<Date> received = options.received.empty() ? local_today() : Date::parse(options.received);
    if (!received) {
        print_error({"not a date: " + options.received, "--received", "write it as 2026-11-18"});
        return kWrongUse;
    }
    const auto session = open_session(common);
    if (!session) {
        print_error(session.error());
        return kCouldNotRun;
    }
    const auto accounts = open_accounts(session.value().book, common.db);
    if (!accounts) {
        print_error(accounts.error());
        return kCouldNotRun;
    }
    if (accounts.value()->plan_count() == 0)
        std::fprintf(stderr,
                     "lockbox: no accounts are loaded: every check will go to review (lockbox accounts load FILE)\n");
    WorkerPool workers = make_workers(common, options.jobs, session.value().config);
    Pipeline pipeline(session.value().book, *accounts, session.value().config, workers, *received);
    bool all_well = true;
    for (const auto& batch : options.batches) all_well = process_one(pipeline, batch, options.tell_pages) && all_well;
    return all_well ? kDone : kSomeFailed;
}

int batches_command(const CommonOptions& common) {
    const auto session = open_session(common);
    if (!session) {
        print_error(session.error());
        return kCouldNotRun;
    }
    const auto rows = BatchStore(session.value().book).batches();
    if (!rows) {
        print_error(rows.error());
        return kCouldNotRun;
    }
    Table table({{"batch"},
                 {"received"},
                 {"pages", Table::Align::right},
                 {"life"},
                 {"state"},
                 {"open", Table::Align::right},
                 {"deposit"},
                 {"lockbox"},
                 {"scanner"},
                 {"begun"},
                 {"finished"}});
    for (auto row = rows.value().rbegin(); row != rows.value().rend(); ++row) {
        table.add({row->id.str(), row->received.to_string(), std::to_string(row->pages),
                   std::string(to_word(row->life)), std::string(to_word(row->state)), std::to_string(row->items_open),
                   row->deposit_date.to_string(), row->lockbox, row->scanner, row->begun_at,
                   row->finished_at.value_or("")});
    }
    std::fputs(table.to_string(common.format).c_str(), stdout);
    if (table.empty() && common.format == Format::text) std::puts("No batch yet: lockbox process FOLDER");
    return kDone;
}

namespace {

std::string joined(const std::vector<Reason>& reasons) {
    std::string words;
    for (const Reason reason : reasons) words += (words.empty() ? "" : " ") + std::string(to_word(reason));
    return words;
}

Table results_table(const std::vector<EnvelopeResult>& envelopes) {
    Table table({{"transaction", Table::Align::right},
                 {"page", Table::Align::right},
                 {"kind"},
                 {"decision"},
                 {"amount", Table::Align::right},
                 {"billing_account"},
                 {"plan_id"},
                 {"reasons"}});
    for (const EnvelopeResult& envelope : envelopes) {
        for (const DocumentResult& document : envelope.documents) {
            const auto check = std::find_if(envelope.checks.begin(), envelope.checks.end(),
                                            [&](const CheckResult& one) { return one.sequence == document.sequence; });
            const bool money = check != envelope.checks.end();
            table.add({std::to_string(envelope.transaction), std::to_string(document.sequence), document.kind,
                       money                      ? std::string(to_word(check->outcome))
                       : document.reasons.empty() ? "filed"
                                                  : "review",
                       money && check->amount ? check->amount->to_string() : "",
                       money && check->billing_account ? check->billing_account->str() : "",
                       money && check->plan_id ? check->plan_id->str() : "",
                       joined(money ? check->reasons : document.reasons)});
        }
    }
    return table;
}

}  // namespace

int results_command(const CommonOptions& common, const std::string& batch) {
    const auto id = BatchId::parse(batch);
    if (!id) {
        print_error({"not a batch id", batch, "see `lockbox batches`"});
        return kWrongUse;
    }
    const auto session = open_session(common);
    if (!session) {
        print_error(session.error());
        return kCouldNotRun;
    }
    const auto envelopes = BatchStore(session.value().book).results(*id);
    if (!envelopes) {
        print_error(envelopes.error());
        return kCouldNotRun;
    }
    if (common.format == Format::text || common.format == Format::csv) {
        std::fputs(results_table(*envelopes).to_string(common.format).c_str(), stdout);
        return kDone;
    }
    const bool lines = common.format == Format::jsonl;
    std::string text = lines ? "" : "[\n";
    for (std::size_t i = 0; i < envelopes.value().size(); ++i) {
        text += results_json_line(*id, envelopes.value()[i]);
        text += lines || i + 1 == envelopes.value().size() ? "\n" : ",\n";
    }
    std::fputs((text + (lines ? "" : "]\n")).c_str(), stdout);
    return kDone;
}

}  // namespace lockbox
