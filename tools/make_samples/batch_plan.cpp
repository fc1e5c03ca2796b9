#include "tools/make_samples/batch_plan.h"

#include "tools/make_samples/accounts.h"

namespace lockbox::samples {
namespace {

/// Which scenarios in which order.
std::vector<const Scenario*> programme(const BatchOptions& options, Random& random) {
    std::vector<const Scenario*> chosen;
    std::vector<double> weights;
    for (const Scenario& scenario : scenarios()) {
        weights.push_back(options.mix == Mix::hard          ? scenario.hard
                          : options.mix == Mix::handwritten ? scenario.handwritten
                                                            : scenario.usual);
        for (int i = 0; i < scenario.sample && options.mix == Mix::sample; ++i) chosen.push_back(&scenario);
    }
    const auto wanted = static_cast<std::size_t>(options.transactions > 0 ? options.transactions : 100);
    if (options.mix == Mix::sample && options.transactions == 0) return chosen;
    const std::size_t once = chosen.size();
    for (std::size_t i = once; i < wanted; ++i)
        chosen.push_back(once > 0 ? chosen[i % once] : &scenarios()[random.weighted(weights)]);
    chosen.resize(wanted);
    return chosen;
}

}  // namespace

Result<BatchPlan> plan_batch(const BatchOptions& options) {
    Random random(options.seed);
    Random for_accounts = random.fork("accounts"), for_programme = random.fork("programme");
    BatchPlan plan;
    plan.accounts = make_accounts({options.billing_accounts, options.received}, for_accounts);
    Teller teller(plan.accounts, options.received, random.fork("mail"), options.designs);
    for (const Scenario* scenario : programme(options, for_programme)) {
        auto told = scenario->tell(teller);
        if (!told) return Error{"no account fits the scenario " + std::string(scenario->name), "", "raise --accounts"};
        told->kind = scenario->name;
        plan.transactions.push_back(std::move(*told));
    }
    return plan;
}

Control control_of(const BatchPlan& plan) {
    Control control;
    for (const TransactionSpec& transaction : plan.transactions)
        for (const PageSpec& page : transaction.pages) {
            ++control.pages;
            const auto* check = std::get_if<CheckSpec>(&page.content);
            if (!check) continue;
            ++control.checks;
            control.total += check->words;
        }
    return control;
}

}  // namespace lockbox::samples
