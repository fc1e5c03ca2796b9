#include "tools/make_samples/accounts.h"

#include <array>
#include <cstdio>

#include "tools/make_samples/people.h"

namespace lockbox::samples {
namespace {

struct Insurer {
    std::string_view name;
    std::string_view issuer_id;  ///< first five digits of its plan ids
    std::array<std::string_view, 3> written;
};

constexpr auto kHealthInsurers = std::to_array<Insurer>({
    {"Blue Cross Blue Shield of MA", "42690", {"Blue Cross Blue Shield", "BCBS", "BCBSMA"}},
    {"Fallon Health", "88806", {"Fallon", "Fallon Health", "Fallon Health"}},
    {"Harvard Pilgrim Health Care", "36046", {"Harvard Pilgrim", "HPHC", "Harvard Pilgrim"}},
    {"Health New England", "34484", {"HNE", "Health New England", "Health N.E."}},
    {"Mass General Brigham Health Plan", "18076", {"Mass General Brigham", "MGB", "MGB Health Plan"}},
    {"Tufts Health Plan", "59763", {"Tufts", "Tufts Health Plan", "Tufts Direct"}},
    {"UnitedHealthcare", "31779", {"UHC", "United Healthcare", "United"}},
    {"WellSense Health Plan", "82569", {"WellSense", "Wellsense", "WellSense"}},
});
constexpr auto kDentalInsurers = std::to_array<Insurer>({
    {"Altus Dental", "27033", {"Altus", "Altus Dental", "Altus dental"}},
    {"Delta Dental of Massachusetts", "80538", {"Delta Dental", "Delta", "Delta Dental of MA"}},
});

struct Product {
    std::string_view name;
    int low_cents, high_cents;  ///< equal: a fixed contribution that thousands of members share
};
constexpr auto kHealthProducts = std::to_array<Product>({
    {"ConnectorCare 2A", 5300, 5300},
    {"ConnectorCare 2B", 10300, 10300},
    {"ConnectorCare 3A", 15200, 15200},
    {"ConnectorCare 3B", 23500, 23500},
    {"Standard Bronze", 28100, 52000},
    {"Standard Silver", 34500, 69000},
    {"Standard High Gold", 45000, 92000},
    {"Standard Platinum", 61000, 119900},
    {"Standard Low Gold", 39900, 78000},
});
constexpr auto kDentalProducts = std::to_array<Product>({{"Standard Family High", 4300, 9900},
                                                         {"Standard Family Low", 2600, 6200},
                                                         {"Standard Pediatric-Only", 1900, 4400},
                                                         {"Basic Dental", 1500, 1500}});

std::string padded(std::int64_t number, std::size_t width) {
    std::string text = std::to_string(number);
    return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

/// Numbers in runs: mostly the next one, sometimes a gap, sometimes a leap to the next run.
struct Runs {
    std::int64_t next;
    std::int64_t take(Random& random) {
        const std::int64_t taken = next;
        next += random.chance(0.7) ? 1 : random.chance(0.8) ? random.between(2, 12) : random.between(40, 900);
        return taken;
    }
};

struct Numbering {
    Runs billing, member, invoice;
};

struct BillDates {
    Date invoiced, due;
    Month coverage;
};

/// The bill whose due date (the 23rd before the coverage month) is in the month of `day`.
BillDates bill_of(Date day) {
    const auto month_word = [](int year, unsigned month) {
        return *Month::parse(padded(year, 4) + "-" + padded(month, 2));
    };
    const unsigned next = day.month() % 12 + 1;
    return {.invoiced = *Date::of(day.year(), day.month(), 3),
            .due = *Date::of(day.year(), day.month(), 23),
            .coverage = month_word(next == 1 ? day.year() + 1 : day.year(), next)};
}

template <class Insurers, class Products>
void choose_product(Plan& plan, const Insurers& insurers, const Products& products, Random& random) {
    const Insurer& insurer = random.pick(insurers);
    const auto position = static_cast<std::size_t>(random.between(0, static_cast<int>(std::size(products)) - 1));
    const Product& product = products[position];
    plan.insurer = insurer.name;
    plan.plan_name = product.name;
    plan.plan_id = *PlanId::parse(std::string(insurer.issuer_id) + "MA" +
                                  padded(static_cast<std::int64_t>(position + 11) * 173, 4) +
                                  (plan.kind == PlanKind::health ? "001" : "002"));
    plan.monthly_premium = Cents(random.between(product.low_cents, product.high_cents));
}

void choose_status(Plan& plan, Date received, Random& random) {
    const double roll = random.real(0, 1);
    plan.status = roll < 0.83 ? PlanStatus::active : roll < 0.95 ? PlanStatus::pending : PlanStatus::terminated;
    BillDates dates = bill_of(received);
    const bool last_months_bill =
        plan.status == PlanStatus::terminated || (plan.status == PlanStatus::pending && random.chance(0.3));
    if (last_months_bill) dates = bill_of(received.plus_days(-static_cast<int>(received.day())));
    plan.invoice_date = dates.invoiced;
    plan.due_date = dates.due;
    plan.coverage_month = dates.coverage;
    plan.amount_due = plan.monthly_premium;
    if (plan.status == PlanStatus::active && random.chance(0.15))
        plan.amount_due = random.chance(0.5)
                              ? plan.monthly_premium * 2
                              : Cents(random.between(500, static_cast<int>(plan.monthly_premium.count())));
}

Plan make_plan(const Person& person, PlanKind kind, Date received, Numbering& numbers, Random& random) {
    Plan plan;
    plan.kind = kind;
    plan.first_name = person.first_name;
    plan.last_name = person.last_name;
    plan.address = person.address;
    plan.city = person.city;
    plan.state = person.state;
    plan.zip = person.zip;
    if (kind == PlanKind::health)
        choose_product(plan, kHealthInsurers, kHealthProducts, random);
    else
        choose_product(plan, kDentalInsurers, kDentalProducts, random);
    choose_status(plan, received, random);
    plan.enrollment_id = *EnrollmentId::parse("1" + random.digits(12));
    plan.invoice_number = *InvoiceNumber::parse(padded(numbers.invoice.take(random), 10));
    return plan;
}

Person next_person(const std::vector<Person>& earlier, Random& random) {
    if (!earlier.empty() && random.chance(0.12)) return make_housemate(earlier.back(), random);
    Person person = make_person(random);
    if (!earlier.empty() && random.chance(0.08)) {  // a namesake elsewhere
        const Person& other = random.pick(earlier);
        person.first_name = other.first_name;
        person.last_name = other.last_name;
    }
    return person;
}

std::string quoted(const std::string& field) {
    if (field.find_first_of(",\"\n") == std::string::npos) return field;
    std::string text = "\"";
    for (const char c : field) text += c == '"' ? "\"\"" : std::string(1, c);
    return text + "\"";
}

}  // namespace

std::vector<Plan> make_accounts(const AccountFileOptions& options, Random& random) {
    Numbering numbers{{700000000 + random.between(1000000, 98000000)},
                      {700000000000 + static_cast<std::int64_t>(random.between(1000000, 98000000)) * 1000},
                      {4000000000 + random.between(0, 99000000)}};
    std::vector<Person> people;
    std::vector<Plan> plans;
    for (int i = 0; i < options.billing_accounts; ++i) {
        people.push_back(next_person(people, random));
        const auto account = *BillingAccount::parse(padded(numbers.billing.take(random), 9));
        const auto member = *MemberId::parse(padded(numbers.member.take(random), 12));
        const double roll = random.real(0, 1);
        for (const PlanKind kind : {PlanKind::health, PlanKind::dental}) {
            if (kind == PlanKind::health ? roll >= 0.88 : roll < 0.55) continue;
            Plan plan = make_plan(people.back(), kind, options.received, numbers, random);
            plan.billing_account = account;
            plan.member_id = member;
            plans.push_back(std::move(plan));
        }
    }
    return plans;
}

std::string account_row(const Plan& p) {
    const std::string fields[] = {p.billing_account.str(),
                                  p.member_id.str(),
                                  p.enrollment_id.str(),
                                  p.first_name,
                                  p.last_name,
                                  p.address,
                                  p.city,
                                  p.state,
                                  p.zip,
                                  p.plan_id.str(),
                                  std::string(to_word(p.kind)),
                                  p.insurer,
                                  p.plan_name,
                                  std::string(to_word(p.status)),
                                  p.monthly_premium.to_string(),
                                  p.amount_due.to_string(),
                                  p.invoice_number.str(),
                                  p.invoice_date.to_string(),
                                  p.coverage_month.to_string(),
                                  p.due_date.to_string()};
    std::string row;
    for (std::size_t i = 0; i < std::size(fields); ++i) row += (i ? "," : "") + quoted(fields[i]);
    return row + '\n';
}

std::string accounts_csv(const std::vector<Plan>& plans) {
    std::string text =
        "billing_account,member_id,enrollment_id,first_name,last_name,address,city,state,zip,plan_id,plan_kind,insurer,"
        "plan_name,"
        "status,monthly_premium,amount_due,invoice_number,invoice_date,coverage_month,due_date\n";
    for (const Plan& plan : plans) text += account_row(plan);
    return text;
}

std::vector<std::string> insurer_names(const std::string& insurer) {
    std::vector<std::string> names = {insurer};
    const auto add_from = [&](const auto& insurers) {
        for (const Insurer& candidate : insurers)
            if (candidate.name == insurer)
                names.insert(names.end(), candidate.written.begin(), candidate.written.end());
    };
    add_from(kHealthInsurers);
    add_from(kDentalInsurers);
    return names;
}

}  // namespace lockbox::samples
