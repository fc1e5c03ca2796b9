// make_queue DB FROM TO --copies N: fills a queue for the tests of the workstation.
//
// Envelopes of the processed batch FROM that hold one check are recorded again as batch TO, each as another instrument,
// in review for one reason alone: N for every reason there is. Images, readings and candidates are the real ones.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "ledger/batch_store.h"
#include "ledger/stored_envelope.h"

namespace lockbox {
namespace {

using Json = nlohmann::ordered_json;

struct Source {
    StoredEnvelope envelope;
    StoredPage page;  ///< of the check
    CheckHistory check;
};

struct Wishes {
    std::filesystem::path db;
    std::string from, to, memo;
    int copies = 1;
};

template <class T>
T must(Result<T> result) {
    if (result) return *std::move(result);
    throw std::runtime_error(result.error().message());
}

bool is_of_pages(Reason reason) {
    return reason == Reason::check_missing || reason == Reason::correspondence || reason == Reason::not_accepted_tender;
}

bool amount_is_unknown(Reason reason) {
    return reason == Reason::amount_mismatch || reason == Reason::amount_unreadable;
}

std::vector<Source> sources_in(const Book& book, const BatchId& batch) {
    std::vector<Source> found;
    for (const EnvelopeKey key : must(BatchStore(book).envelopes(batch))) {
        Source source{must(stored_envelope(book, key)), {}, {}};
        int checks = 0;
        for (const StoredPage& page : source.envelope.pages) {
            if (!page.check) continue;
            source.page = page;
            ++checks;
        }
        if (checks != 1) continue;
        source.check = must(BatchStore(book).check(*source.page.check));
        const bool known = source.check.now.billing_account && source.check.now.plan_id && source.check.now.amount &&
                           source.check.now.routing && source.check.now.account;
        if (known) found.push_back(std::move(source));
    }
    return found;
}

class QueueMaker {
  public:
    QueueMaker(const Book& book, Wishes wishes) : book_(book), wishes_(std::move(wishes)) {
        sources_ = sources_in(book, *BatchId::parse(wishes_.from));
        if (sources_.empty()) throw std::runtime_error("no envelope of " + wishes_.from + " can be copied");
    }

    void run() {
        std::vector<EnvelopeRecord> envelopes;
        for (const Reason reason : all_reasons()) {
            for (int copy = 0; copy < wishes_.copies; ++copy) {
                const Source& source = sources_[envelopes.size() % sources_.size()];
                envelopes.push_back(is_of_pages(reason) ? page_envelope(source, reason)
                                                        : check_envelope(source, reason));
            }
        }
        BatchStore store(book_);
        must(store.begin(header(envelopes)));
        for (const EnvelopeRecord& envelope : envelopes) must(store.record(*BatchId::parse(wishes_.to), envelope));
        must(store.finish(*BatchId::parse(wishes_.to)));
        std::printf("%zu items in %s\n", envelopes.size(), wishes_.to.c_str());
    }

  private:
    BatchHeader header(const std::vector<EnvelopeRecord>& envelopes) const {
        std::vector<PageSides> sides;
        for (const EnvelopeRecord& envelope : envelopes) {
            for (const PageRecord& page : envelope.pages) sides.push_back({page.sequence, page.front, page.back});
        }
        BatchHeader header;
        header.id = *BatchId::parse(wishes_.to);
        header.fingerprint = batch_fingerprint(header.id, sides);
        header.lockbox = "412612";
        header.received = sources_.front().envelope.received;
        header.scanner = "desk 2";
        header.pages = static_cast<int>(sides.size());
        return header;
    }

    PageRecord copy_of(const StoredPage& page) {
        PageRecord copy;
        copy.sequence = ++pages_;
        copy.kind = page.kind;
        copy.front = page.front;
        copy.back = page.back;
        copy.disposition = page.check ? Disposition::check : Disposition::filed;
        Json reading = Json::parse(page.reading_json);
        reading["sequence"] = copy.sequence;
        copy.reading_json = reading.dump();
        return copy;
    }

    EnvelopeRecord page_envelope(const Source& source, Reason reason) {
        EnvelopeRecord envelope;
        envelope.transaction = ++envelopes_;
        PageRecord page = copy_of(source.envelope.pages.front());
        page.kind = reason == Reason::check_missing ? "coupon" : reason == Reason::correspondence ? "letter" : "other";
        page.disposition = Disposition::review;
        page.reasons = {reason};
        envelope.pages = {page};
        envelope.decision = DecisionRecord{};
        envelope.decision->reasons = {reason};
        return envelope;
    }

    EnvelopeRecord check_envelope(const Source& source, Reason reason) {
        EnvelopeRecord envelope;
        envelope.transaction = ++envelopes_;
        const std::string number = std::to_string(700000 + envelopes_);
        for (const StoredPage& page : source.envelope.pages) {
            envelope.pages.push_back(copy_of(page));
            if (page.check) envelope.checks.push_back(check_record(source, reason, number, envelope.pages.back()));
        }
        return envelope;
    }

    CheckRecord check_record(const Source& source, Reason reason, const std::string& number, PageRecord& page) {
        Json reading = Json::parse(page.reading_json);
        reading["check"]["micr"]["serial"] = number;
        if (!wishes_.memo.empty() && reason == Reason::account_ambiguous) {
            reading["check"]["memo"]["presence"] = "read";
            reading["check"]["memo"]["alternatives"] = {{{"value", wishes_.memo}, {"probability", 0.9}}};
        }
        page.reading_json = reading.dump();
        const CheckResult& now = source.check.now;
        CheckRecord check;
        check.sequence = page.sequence;
        check.amount = now.amount;
        if (amount_is_unknown(reason)) check.amount.reset();
        if (reason == Reason::over_limit) check.amount = Cents(1033425);
        if (reason != Reason::micr_unreadable) {
            check.routing = now.routing;
            check.account = now.account;
            check.number = number;
            check.instrument =
                InstrumentNumbers{InstrumentNumbers::Kind::check, now.routing->str(), *now.account, number};
        }
        if (reason != Reason::date_unreadable) check.date = now.date;
        check.decision = source.check.decisions.back().decision;
        check.decision.outcome = Outcome::review;
        check.decision.reasons = {reason};
        if (reason == Reason::no_remittance_data || reason == Reason::account_not_found) forget_account(check);
        return check;
    }

    /// As if nothing had pointed to anybody.
    static void forget_account(CheckRecord& check) {
        Json evidence = Json::parse(check.decision.evidence_json);
        evidence["candidates"] = Json::array();
        evidence["none_of_these"] = 1.0;
        check.decision.evidence_json = evidence.dump();
        check.decision.billing_account.reset();
        check.decision.plan_id.reset();
    }

    const Book& book_;
    Wishes wishes_;
    std::vector<Source> sources_;
    int envelopes_ = 0, pages_ = 0;
};

}  // namespace
}  // namespace lockbox

int main(int argc, char** argv) {
    lockbox::Wishes wishes;
    CLI::App app("Fills a queue for the tests of the workstation");
    app.add_option("db", wishes.db)->required();
    app.add_option("from", wishes.from, "a processed batch")->required();
    app.add_option("to", wishes.to, "the batch to make")->required();
    app.add_option("--copies", wishes.copies, "items for each reason");
    app.add_option("--memo", wishes.memo, "what stands on the memo line where the account is ambiguous");
    CLI11_PARSE(app, argc, argv);
    try {
        const auto book = lockbox::must(lockbox::Book::open(wishes.db));
        lockbox::QueueMaker(book, wishes).run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "make_queue: %s\n", error.what());
        return 3;
    }
    return 0;
}
