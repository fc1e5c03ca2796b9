// lockbox-weigh: decides labelled batches again, from what was read of them, with today's matching.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ctime>
#include <fmt/format.h>
#include <fstream>

#include "matching/account_index.h"
#include "tools/read/reliability.h"
#include "tools/weigh/claims.h"
#include "tools/weigh/learn.h"
#include "tools/weigh/tally.h"

namespace {

using namespace lockbox;

constexpr const char* kHelp =
    "Decides labelled batches again, from the readings in their books, with today's matching, and says what becomes of\n"
    "them: straight through and wrong by scenario, what holds the rest, and the same as the risk varies.\n\n"
    "A FOLDER holds lockbox.db, into which one batch was processed, and that batch's truth.json (docs/samples.md).";

std::string share(int part, int whole) {
    return whole == 0 ? "-" : fmt::format("{} of {} ({:.1f} %)", part, whole, 100.0 * part / whole);
}

void print_row(const std::string& name, const Tally& tally) {
    fmt::print("{:24} {:>22} {:>8} {:>20} {:>20}\n", name, share(tally.posted_right, tally.should_post),
               fmt::format("{} of {}", tally.posted_wrong, tally.posted), share(tally.waits, tally.should_wait),
               share(tally.reason_right, tally.should_wait));
}

struct LoadedBatch {
    LabelledBatch batch;
    AccountIndex accounts;
    double build_s = 0;  ///< processor time of making the index
};

double processor_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// What the size of the account file costs: each batch is decided once more for it.
void print_costs(const std::vector<LoadedBatch>& batches, const Policy& policy) {
    fmt::print("\n{:24} {:>12} {:>14} {:>14}\n", "processor time", "plans", "index, s", "a check, ms");
    for (const LoadedBatch& loaded : batches) {
        const double before_s = processor_s();
        const auto decided = decide_again(loaded.batch, loaded.accounts, policy).size();
        const double check_ms = 1000 * (processor_s() - before_s) / static_cast<double>(std::max<std::size_t>(1, decided));
        fmt::print("{:24} {:>12} {:>14.2f} {:>14.2f}\n", loaded.batch.name, loaded.accounts.plan_count(), loaded.build_s,
                   check_ms);
    }
}

Tallies tallies_at(const std::vector<LoadedBatch>& batches, const Policy& policy) {
    Tallies tallies;
    for (const LoadedBatch& loaded : batches) {
        count(loaded.batch, decide_again(loaded.batch, loaded.accounts, policy), tallies);
    }
    return tallies;
}

void print_tables(const std::vector<LoadedBatch>& batches, const Policy& policy) {
    fmt::print("{:24} {:>22} {:>8} {:>20} {:>20}\n", "", "straight through", "wrong", "kept for review", "right reason");
    for (const LoadedBatch& loaded : batches) {
        Tallies one;
        count(loaded.batch, decide_again(loaded.batch, loaded.accounts, policy), one);
        print_row(loaded.batch.name, one.all);
    }
    const Tallies tallies = tallies_at(batches, policy);
    print_row("all", tallies.all);
    fmt::print("\n");
    for (const auto& [scenario, tally] : tallies.by_scenario) print_row("  " + scenario, tally);
    fmt::print("\nHeld though they should post, by first reason:\n");
    for (const auto& [reason, held] : tallies.held_by_reason) fmt::print("{:8} {}\n", held, reason);
}

void print_curve(const std::vector<LoadedBatch>& batches, Policy policy) {
    fmt::print("\n{:>8} {:>22} {:>10} {:>10} {:>10}\n", "risk", "straight through", "wrong", "promised", "risk x posted");
    for (const double risk : {1e-2, 1e-3, 1e-4, 1e-5, 1e-6}) {
        policy.risk = risk;
        const Tally all = tallies_at(batches, policy).all;
        fmt::print("{:8.0e} {:>22} {:>10} {:>10.4f} {:>10.4f}\n", risk, share(all.posted_right, all.should_post),
                   all.posted_wrong, all.wrong_promised, risk * all.posted);
    }
}

void print_lessons(const std::vector<LoadedBatch>& batches) {
    Lessons lessons;
    for (const LoadedBatch& loaded : batches) lessons.learn(loaded.batch, loaded.accounts);
    fmt::print("{:26} {:>10} {:>16} {:>10} {:>20}\n", "", "in force", "counted", "estimate", "95 % bounds");
    for (const LearnedShare& share : lessons.shares()) {
        const auto [low, high] = share.bounds();
        fmt::print("{:26} {:>10} {:>16} {:>10.4f} {:>20}\n", share.name, share.in_force,
                   fmt::format("{} of {}", share.hits, share.of), share.estimate(),
                   fmt::format("{:.4f} to {:.4f}", low, high));
    }
}

/// Claimed against observed of each kind of field, as PREFIX-figures.csv, PREFIX-figures.png and so on.
Result<void> write_claims(const std::vector<LoadedBatch>& batches, const std::string& prefix) {
    constexpr std::size_t kBins = 15;
    FieldClaims claims;
    for (const LoadedBatch& loaded : batches) collect_claims(loaded.batch, claims);
    for (const auto& [field, outcomes] : claims) {
        const Score score = score_of(outcomes);
        const auto bins = reliability(outcomes, kBins);
        fmt::print("{:24} best reading right {}, calibration error {:.2f} %\n", field,
                   share(static_cast<int>(score.exact), static_cast<int>(score.lines)), 100 * calibration_error(bins));
        if (auto written = write_reliability(bins, prefix + "-" + field); !written) return written.error();
    }
    return {};
}

void write_details(const std::vector<LoadedBatch>& batches, const Policy& policy, const std::string& path) {
    std::ofstream file(path);
    for (const LoadedBatch& loaded : batches) {
        for (const auto& [sequence, decision] : decide_again(loaded.batch, loaded.accounts, policy)) {
            const auto truth = loaded.batch.truth.find(sequence);
            file << fmt::format(R"({{"batch": "{}", "sequence": {}, "scenario": "{}", "should_post": {}, "right": {}, )",
                                loaded.batch.name, sequence,
                                truth == loaded.batch.truth.end() ? "" : truth->second.scenario,
                                truth != loaded.batch.truth.end() && truth->second.posts,
                                truth != loaded.batch.truth.end() && truth->second.agrees(decision));
            file << R"("decision": )" << evidence_json(decision) << "}\n";
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(kHelp);
    std::vector<std::string> folders;
    std::string details;
    Policy policy;
    app.add_option("FOLDER", folders, "labelled batches")->required()->check(CLI::ExistingDirectory);
    app.add_option("--risk", policy.risk, "probability of a wrong posting that still posts")->capture_default_str();
    app.add_option("--details", details, "file for one JSON line a check, with its evidence");
    bool no_curve = false;
    app.add_flag("--no-curve", no_curve, "only the tables, at the one risk");
    bool learn = false;
    app.add_flag("--learn", learn, "only count what matching/evidence_weights.h is made of");
    std::string reliability_prefix;
    app.add_option("--reliability", reliability_prefix,
                   "only write what readings of figures, words and dates claimed against what stood there, to\n"
                   "PREFIX-figures.csv, PREFIX-figures.png and so on");
    CLI11_PARSE(app, argc, argv);
    std::vector<LoadedBatch> batches;
    for (const std::string& folder : folders) {
        auto batch = load_labelled_batch(folder);
        if (!batch) {
            fmt::print(stderr, "lockbox-weigh: {}\n", batch.error().message());
            return 3;
        }
        const double before_s = processor_s();
        AccountIndex accounts(std::move(batch.value().plans));
        batches.push_back({*std::move(batch), std::move(accounts), processor_s() - before_s});
    }
    if (!reliability_prefix.empty()) {
        const auto written = write_claims(batches, reliability_prefix);
        if (!written) fmt::print(stderr, "lockbox-weigh: {}\n", written.error().message());
        return written ? 0 : 1;
    }
    if (learn) {
        print_lessons(batches);
        return 0;
    }
    print_tables(batches, policy);
    print_costs(batches, policy);
    if (!no_curve) print_curve(batches, policy);
    if (!details.empty()) write_details(batches, policy, details);
    return 0;
}
