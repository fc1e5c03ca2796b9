#include <array>

#include "tools/make_samples/scenarios.h"
#include "tools/make_samples/story.h"

namespace lockbox::samples {
namespace {

using Told = std::optional<TransactionSpec>;

PaperSpec letter(const Person& sender, std::vector<std::string> lines, bool typed) {
    return {.kind = DocumentKind::letter, .sender = sender, .lines = std::move(lines), .typed = typed};
}

Told coupon_no_check(Teller& teller) {
    const Account* account = teller.account(any_active_plan);
    if (!account) return std::nullopt;
    return Story().page(teller.coupon(account->first())).expect({Reason::check_missing}).end();
}

Told letter_alone(Teller& teller) {
    const Account* account = teller.account(any_active_plan);
    if (!account) return std::nullopt;
    const Person sender = account->subscriber();
    const std::vector<std::string> moved = {
        "Hello,",       "We moved to a new apartment in " + sender.city + ".", "Please change my address to",
        sender.address, "Member ID " + account->first().member_id.str(),       "Thank you, " + sender.name()};
    const std::vector<std::string> cancel = {"To the Health Connector:",
                                             "I have insurance from my new job and want to",
                                             "end my plan with " + account->first().insurer,
                                             "at the end of the month. Please call me",
                                             "if you need anything more.",
                                             "Sincerely,",
                                             sender.name()};
    return Story()
        .page(letter(sender, teller.random.chance(0.5) ? moved : cancel, false))
        .expect({Reason::correspondence})
        .end();
}

Told letter_typed(Teller& teller) {
    const Account* account = teller.account(any_active_plan);
    if (!account) return std::nullopt;
    const Person sender = account->subscriber();
    const std::vector<std::string> lines = {sender.name(),
                                            sender.address,
                                            sender.place(),
                                            "",
                                            "November 10, 2026",
                                            "",
                                            "Health Connector",
                                            "P.O. Box 412612",
                                            "Boston, MA 02241-2612",
                                            "",
                                            "Re: Member ID " + account->first().member_id.str(),
                                            "",
                                            "I believe that my last bill is wrong. My tax credit changed in",
                                            "October, but the amount due did not. Please review my account",
                                            "and send me a corrected bill.",
                                            "",
                                            "Sincerely,"};
    return Story().page(letter(sender, lines, true)).expect({Reason::correspondence}).end();
}

Told slip(Teller& teller, bool card) {
    const Account* account = teller.account(any_active_plan);
    if (!account) return std::nullopt;
    const Plan& plan = account->first();
    PaperSpec spec{.kind = DocumentKind::other, .sender = account->subscriber(), .lines = {}};
    spec.lines = {card ? "CREDIT CARD PAYMENT" : "CASH PAYMENT", "Name: " + spec.sender.name(),
                  "Member ID: " + plan.member_id.str(), "Amount: " + plan.amount_due.to_display()};
    if (card) {
        spec.lines.push_back("Card number: 0000 " + teller.random.digits(4) + " " + teller.random.digits(4) + " " +
                             teller.random.digits(4));
        spec.lines.push_back("Expires: 0" + std::to_string(teller.random.between(1, 9)) + "/28");
    } else {
        spec.lines.push_back("Enclosed: bills and coins");
    }
    return Story().page(spec).expect({Reason::not_accepted_tender}).end();
}
Told cash_slip(Teller& teller) {
    return slip(teller, false);
}
Told card_slip(Teller& teller) {
    return slip(teller, true);
}

/// Everything in the envelope was scanned, the envelope first.
Told with_envelope(Teller& teller) {
    const Account* account = teller.account(any_active_plan);
    if (!account) return std::nullopt;
    const Person sender = account->subscriber();
    return Story()
        .page(PaperSpec{
            .kind = DocumentKind::envelope, .sender = sender, .lines = {}, .typed = teller.random.chance(0.3)})
        .page(teller.coupon(account->first()))
        .check(teller.check(sender, account->first().amount_due), posts_to(account->first()))
        .end();
}

Told with_blank(Teller& teller) {
    const Account* account = teller.account(any_active_plan);
    if (!account) return std::nullopt;
    return Story()
        .page(teller.coupon(account->first()))
        .page(PaperSpec{.kind = DocumentKind::blank, .sender = {}, .lines = {}})
        .check(teller.check(account->subscriber(), account->first().amount_due), posts_to(account->first()))
        .end();
}

Told with_note(Teller& teller) {
    const Account* account = teller.account(any_active_plan);
    if (!account) return std::nullopt;
    const Person sender = account->subscriber();
    return Story()
        .page(teller.coupon(account->first()))
        .check(teller.check(sender, account->first().amount_due), posts_to(account->first()))
        .page(letter(sender, {"Dear Sir or Madam,", "here is my payment for December.", "Best wishes", sender.name()},
                     false))
        .end();
}

constexpr auto kScenarios = std::to_array<Scenario>({
    {"coupon_no_check", 1, 0, 1, 1, coupon_no_check},
    {"letter", 2, 2, 1, 1, letter_alone},
    {"letter_typed", 1, 1, 1, 0, letter_typed},
    {"cash_slip", 0.5, 0.5, 0.5, 1, cash_slip},
    {"card_slip", 0.5, 0.5, 0.5, 0, card_slip},
    {"with_envelope", 2, 0, 2, 1, with_envelope},
    {"with_blank", 1, 0, 1, 0, with_blank},
    {"with_note", 1, 0, 1, 0, with_note},
});

}  // namespace

std::span<const Scenario> other_scenarios() {
    return kScenarios;
}

}  // namespace lockbox::samples
