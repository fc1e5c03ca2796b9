#include "tools/weigh/labelled_batch.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "ledger/account_store.h"
#include "ledger/batch_store.h"
#include "ocr/remittance_json.h"

namespace lockbox {
namespace {

using Json = nlohmann::json;

CheckTruth truth_of(const Json& check, const std::string& scenario) {
    CheckTruth truth;
    truth.scenario = scenario;
    if (!check.at("cents").is_null()) truth.amount = Cents(check.at("cents").get<std::int64_t>());
    if (const auto date = check.find("date"); date != check.end() && date->is_string()) {
        truth.date = Date::parse(date->get<std::string>());
    }
    truth.posts = check.at("decision") == "post";
    truth.may_wait = check.value("or_review", false);
    truth.billing_account = check.value("billing_account", "");
    truth.plan_id = check.value("plan_id", "");
    truth.reasons_allowed = check.value("reasons", std::vector<std::string>{});
    return truth;
}

Result<std::map<int, CheckTruth>> read_truth(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) return Error{"cannot be read", file.string(), "copy the batch's truth.json there"};
    std::map<int, CheckTruth> truth;
    try {
        for (const Json& transaction : Json::parse(stream)) {
            for (const Json& check : transaction.at("checks")) {
                truth[check.at("sequence")] = truth_of(check, transaction.at("kind"));
            }
        }
    } catch (const Json::exception& error) {
        return Error{error.what(), file.string(), "is it the truth of a labelled batch (docs/samples.md)?"};
    }
    return truth;
}

}  // namespace

bool CheckTruth::agrees(const CheckDecision& decision) const {
    return posts && decision.billing_account && decision.billing_account->str() == billing_account &&
           decision.plan_id && decision.plan_id->str() == plan_id && decision.amount == amount;
}

Result<LabelledBatch> load_labelled_batch(const std::filesystem::path& folder) {
    LabelledBatch batch;
    batch.name = folder.filename().string();
    auto truth = read_truth(folder / "truth.json");
    if (!truth) return truth.error();
    batch.truth = *std::move(truth);
    const auto book = Book::open(folder / "lockbox.db");
    if (!book) return book.error();
    const BatchStore store(*book);
    const auto batches = store.batches();
    if (!batches) return batches.error();
    if (batches.value().size() != 1) {
        return Error{"holds not exactly one batch", (folder / "lockbox.db").string(), "process one batch into each"};
    }
    batch.received = batches.value().front().received;
    auto plans = AccountStore(*book).read_all();
    if (!plans) return plans.error();
    batch.plans = *std::move(plans);
    const auto readings = store.readings(batches.value().front().id);
    if (!readings) return readings.error();
    for (const RecordedReading& recorded : readings.value()) {
        auto page = page_reading_from_json(recorded.reading_json);
        if (!page) return page.error();
        batch.transactions[recorded.transaction].push_back(*std::move(page));
    }
    return batch;
}

std::map<int, CheckDecision> decide_again(const LabelledBatch& batch, const AccountIndex& accounts,
                                          const Policy& policy) {
    std::vector<InstrumentKey> taken;
    const MatchContext context{accounts, policy, [&](const InstrumentKey& key) {
                                   return std::any_of(taken.begin(), taken.end(), [&](const InstrumentKey& other) {
                                       return may_be_same(key, other);
                                   });
                               },
                               {}};
    std::map<int, CheckDecision> decisions;
    for (const auto& [number, pages] : batch.transactions) {
        MatchInput input;
        input.received = batch.received;
        for (const PageReading& page : pages) input.pages.push_back(&page);
        for (CheckDecision& decision : decide(input, context).checks) {
            if (decision.instrument) taken.push_back(*decision.instrument);
            decisions[decision.sequence] = std::move(decision);
        }
    }
    return decisions;
}

}  // namespace lockbox
