#include "tools/make_samples/teller.h"

#include <algorithm>

#include "ledger/routing_number.h"
#include "tools/make_samples/accounts.h"
#include "tools/make_samples/amounts.h"

namespace lockbox::samples {
namespace {

constexpr std::string_view kFederalReserve[] = {"0110", "0113", "0111", "2113", "2110", "0117"};  // First District

std::string first_of(const Plan& plan) {
    return plan.first_name + " " + plan.last_name;
}

bool first_is(const Account& account, PlanStatus status) {
    return account.first().status == status;
}

}  // namespace

Person Account::subscriber() const {
    const Plan& plan = first();
    return {plan.first_name, plan.last_name, plan.address, plan.city, plan.state, plan.zip};
}

Teller::Teller(std::span<const Plan> plans, Date received, Random chance, Designs designs)
    : random(chance), received_(received), designs_(designs) {
    for (std::size_t first = 0; first < plans.size();) {
        std::size_t last = first + 1;
        while (last < plans.size() && plans[last].billing_account == plans[first].billing_account) ++last;
        accounts_.push_back({plans.subspan(first, last - first)});
        names_.insert(first_of(plans[first]));
        member_ids_.insert(plans[first].member_id.str());
        first = last;
    }
}

const Account* Teller::account(Wish wish) {
    std::vector<const Account*> fresh, all;
    for (const Account& candidate : accounts_) {
        if (!wish(candidate, *this)) continue;
        all.push_back(&candidate);
        if (!used_.contains(&candidate)) fresh.push_back(&candidate);
    }
    if (all.empty()) return nullptr;
    const Account* chosen = random.pick(fresh.empty() ? all : fresh);
    used_.insert(chosen);
    return chosen;
}

bool Teller::has_namesake(const Account& account) const {
    return names_.count(first_of(account.first())) > 1;
}

const Account& Teller::neighbour_of(const Account& account) const {
    const auto position = static_cast<std::size_t>(&account - accounts_.data());
    return accounts_[position + 1 < accounts_.size() ? position + 1 : position - 1];
}

std::string Teller::unknown_member_id() {
    std::string id = "7" + random.digits(11);
    while (member_ids_.contains(id)) id = "7" + random.digits(11);
    return id;
}

std::string Teller::routing() {
    return routing_number(std::string(random.pick(kFederalReserve)) + random.digits(4));
}

CheckSpec Teller::check(const Person& payer, Cents amount) {
    CheckSpec spec;
    spec.instrument = random.chance(0.12) ? Instrument::business : Instrument::personal;
    spec.rare = designs_ == Designs::rare;
    spec.stock = spec.rare ? static_cast<std::size_t>(random.bits()) : checks_++;  // another seed, other stocks by lot
    spec.payer = payer;
    if (spec.rare && random.chance(0.25)) spec.partner = make_housemate(payer, random).first_name;
    if (spec.instrument == Instrument::business) spec.company = company_name(random);
    spec.bank = random.pick(banks());
    spec.routing = routing();
    spec.account =
        std::to_string(random.between(1, 9)) + random.digits(static_cast<std::size_t>(random.between(7, 11)));
    spec.serial = std::to_string(random.between(101, 9899));
    if (spec.instrument == Instrument::business) spec.serial.insert(0, 6 - spec.serial.size(), '0');
    spec.date = received_.plus_days(-random.between(1, 12));
    spec.payee = payee(random);
    spec.figures = spec.words = amount;
    return spec;
}

CheckSpec Teller::bill_pay_check(const Person& payer, Cents amount, std::string account_number) {
    CheckSpec spec = check(payer, amount);
    spec.instrument = Instrument::bill_pay;
    spec.company.clear();
    spec.payee = "HEALTH CONNECTOR";
    spec.serial = std::to_string(random.between(10000, 99999));
    spec.account = spec.account.substr(0, 10);
    spec.memo = std::move(account_number);
    return spec;
}

CheckSpec Teller::money_order(const Person& payer, Cents amount) {
    CheckSpec spec = check(payer, amount);
    spec.company.clear();
    spec.account.clear();
    if (random.chance(0.55)) {
        spec.instrument = Instrument::postal_money_order;
        spec.routing = kPostalMoneyOrderRouting;
        spec.serial = postal_serial(std::to_string(random.between(1, 9)) + random.digits(9));
    } else {
        spec.instrument = Instrument::money_order;
        spec.serial = std::to_string(random.between(1, 9)) + random.digits(10);
        if (random.chance(0.5)) spec.routing.clear();
    }
    return spec;
}

CheckSpec Teller::canadian_check(Cents amount) {
    Person payer = make_person(random);
    payer.city = "Moncton";
    payer.state = "NB";
    payer.zip = "E1C 4Z6";
    CheckSpec spec = check(payer, amount);
    spec.instrument = Instrument::personal;
    spec.company.clear();
    spec.canadian = true;
    spec.bank = {"Maritime Bank of Canada", "Moncton, New Brunswick"};
    spec.routing = random.digits(5) + "D" + random.digits(3);  // branch and institution
    spec.account = random.digits(3) + "D" + random.digits(4);
    return spec;
}

CouponSpec Teller::coupon(const Plan& plan) {
    CouponSpec spec;
    spec.plan = plan;
    constexpr Symbology kTurns[] = {Symbology::code128, Symbology::qr,      Symbology::code128,
                                    Symbology::code128, Symbology::pdf417,  Symbology::code128,
                                    Symbology::code128, Symbology::code128, Symbology::data_matrix};
    spec.layout = coupons_;
    spec.rare = designs_ == Designs::rare;
    spec.symbology = kTurns[coupons_ % std::size(kTurns)];
    ++coupons_;
    if (random.chance(0.4)) spec.enclosed = plan.amount_due;
    return spec;
}

std::string Teller::written_member_id(const Plan& plan) {
    std::string id = plan.member_id.str();
    if (random.chance(0.15)) id = id.substr(0, 4) + " " + id.substr(4, 4) + " " + id.substr(8);
    constexpr std::string_view kLabels[] = {"", "", "", "Member ID ", "ID ", "ID# ", "Mem. ID ", "Member # "};
    return std::string(random.pick(kLabels)) + id;
}

std::string Teller::written_insurer(const Plan& plan) {
    return random.pick(insurer_names(plan.insurer));
}

bool one_active_plan(const Account& account, const Teller&) {
    return account.plans.size() == 1 && first_is(account, PlanStatus::active);
}

bool any_active_plan(const Account& account, const Teller&) {
    return first_is(account, PlanStatus::active);
}

bool two_active_plans(const Account& account, const Teller&) {
    return account.plans.size() == 2 && first_is(account, PlanStatus::active) &&
           account.plans[1].status == PlanStatus::active && account.plans[0].amount_due != account.plans[1].amount_due;
}

bool pending_in_time(const Account& account, const Teller& teller) {
    return first_is(account, PlanStatus::pending) && account.first().due_date >= teller.received();
}

bool pending_overdue(const Account& account, const Teller& teller) {
    return first_is(account, PlanStatus::pending) && account.first().due_date < teller.received();
}

bool terminated_plan(const Account& account, const Teller&) {
    return first_is(account, PlanStatus::terminated);
}

bool active_with_namesake(const Account& account, const Teller& teller) {
    return first_is(account, PlanStatus::active) && teller.has_namesake(account);
}

std::string postal_serial(std::string first_ten) {
    int sum = 0;
    for (const char c : first_ten) sum += c - '0';
    return first_ten + static_cast<char>('0' + sum % 9);
}

std::string routing_number(std::string first_eight) {
    for (char check = '0'; check <= '9'; ++check)
        if (aba_check_digit_ok(first_eight + check)) return first_eight + check;
    return first_eight + "0";  // 00000000 alone has none
}

}  // namespace lockbox::samples
