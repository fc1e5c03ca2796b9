#include "tools/grow_accounts/growth.h"

#include <array>
#include <fstream>
#include <string>

#include "tools/grow_accounts/given_accounts.h"
#include "tools/grow_accounts/name_pool.h"
#include "tools/grow_accounts/number_pool.h"
#include "tools/make_samples/accounts.h"
#include "tools/make_samples/people.h"

namespace lockbox::samples {
namespace {

// Minimum contributions that repeat across thousands of members.
constexpr auto kContributions = std::to_array<std::int64_t>({0, 5300, 10300, 15200, 23500});
constexpr double kContribution = 0.12;  // of health plans, beyond those that the file has

std::uint64_t number_of(const std::string& digits) {
    return std::stoull(digits);
}

std::vector<std::string> names_of(const GivenAccounts& given, std::string Plan::*name) {
    std::vector<std::string> names;
    for (const Plan& plan : given.plans()) names.push_back(plan.*name);
    return names;
}

/// Makes one new member after the other.
class Newcomers {
  public:
    Newcomers(const GivenAccounts& given, Random random)
        : given_(given),
          random_(random),
          names_(names_of(given, &Plan::first_name), names_of(given, &Plan::last_name), random_) {
        for (const Plan& plan : given.plans()) {
            billing_.add_given(number_of(plan.billing_account.str()));
            member_.add_given(number_of(plan.member_id.str()));
            enrollment_.add_given(number_of(plan.enrollment_id.str()));
            // Invoice numbers may begin with any digit: one more in front makes them numbers of one kind.
            invoice_.add_given(number_of("1" + plan.invoice_number.str()));
        }
    }

    /// The plans of a new billing account: those of a given member in kind, insurer, status and dates.
    std::vector<Plan> next() {
        const Plan& other = any_given().front();
        Plan person;
        const bool kin = set_person(person, other);
        const bool next_in_line = kin && random_.chance(0.4);  // relatives who enrolled together
        const auto billing =
            next_in_line ? billing_.make_after(number_of(other.billing_account.str())) : billing_.make(random_);
        const auto member = next_in_line ? member_.make_after(number_of(other.member_id.str())) : member_.make(random_);
        std::vector<Plan> plans;
        for (Plan plan : any_given()) {
            plan.first_name = person.first_name;
            plan.last_name = person.last_name;
            plan.address = person.address;
            plan.city = person.city;
            plan.state = person.state;
            plan.zip = person.zip;
            plan.billing_account = *BillingAccount::parse(std::to_string(billing));
            plan.member_id = *MemberId::parse(std::to_string(member));
            plan.enrollment_id = *EnrollmentId::parse(std::to_string(enrollment_.make(random_)));
            plan.invoice_number = *InvoiceNumber::parse(std::to_string(invoice_.make(random_)).substr(1));
            set_price(plan);
            plans.push_back(std::move(plan));
        }
        return plans;
    }

  private:
    [[nodiscard]] std::span<const Plan> any_given() {
        return given_.member(static_cast<std::size_t>(random_.between(0, static_cast<int>(given_.member_count()) - 1)));
    }

    /// Who the newcomer is; true when a relative of `other`.
    bool set_person(Plan& person, const Plan& other) {
        constexpr double kJunior = 0.01, kHousemate = 0.06, kNamesake = 0.10;
        const double roll = random_.real(0, 1);
        const bool kin = roll < kHousemate;
        if (kin) {
            person = other;
        } else {
            const Person stranger = make_person(random_);
            person.address = stranger.address;
            person.city = stranger.city;
            person.state = stranger.state;
            person.zip = stranger.zip;
        }
        if (roll < kJunior) {
            person.last_name += random_.chance(0.5) ? " Jr" : " Sr";
        } else if (kin) {
            person.first_name = names_.first_name(random_);
        } else if (roll < kNamesake) {
            person.first_name = other.first_name;
            person.last_name = other.last_name;
        } else {
            person.first_name = names_.first_name(random_);
            person.last_name = names_.last_name(random_);
        }
        return kin;
    }

    // A contribution stays what it is; a price becomes another, and what is due with it.
    void set_price(Plan& plan) {
        if (given_.is_shared(plan.monthly_premium)) return;
        const bool in_full = plan.amount_due == plan.monthly_premium;
        if (plan.kind == PlanKind::health && random_.chance(kContribution)) {
            plan.monthly_premium = Cents(random_.pick(kContributions));
            plan.amount_due = plan.monthly_premium;
            return;
        }
        const int percent = random_.between(80, 125);
        plan.monthly_premium = Cents(plan.monthly_premium.count() * percent / 100 + random_.between(0, 99));
        plan.amount_due = in_full ? plan.monthly_premium : Cents(plan.amount_due.count() * percent / 100);
    }

    const GivenAccounts& given_;
    Random random_;
    NamePool names_;
    NumberPool billing_{9}, member_{12}, enrollment_{13}, invoice_{11};
};

// As it is, with a line end after its last row.
bool copy_file_to(std::ofstream& out, const std::filesystem::path& given) {
    std::ifstream in(given, std::ios::binary);
    std::array<char, 65536> buffer{};
    char last = '\n';
    while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
        out.write(buffer.data(), in.gcount());
        last = buffer[static_cast<std::size_t>(in.gcount()) - 1];
    }
    if (last != '\n') out << '\n';
    return !in.bad() && out.good();
}

}  // namespace

Result<GrowthReport> grow_accounts(const std::filesystem::path& given_file, const std::filesystem::path& out_file,
                                   const GrowthOptions& options) {
    const auto given = GivenAccounts::read(given_file);
    if (!given) return given.error();
    std::error_code error;
    if (std::filesystem::equivalent(given_file, out_file, error)) {
        return Error{"the file would be written over itself", out_file.string(), "name another one"};
    }
    std::ofstream out(out_file, std::ios::binary);
    GrowthReport report;
    report.rows = static_cast<std::int64_t>(given->plans().size());
    report.members_given = static_cast<std::int64_t>(given->member_count());
    bool good = copy_file_to(out, given_file);
    Newcomers newcomers(*given, Random(options.seed));
    while (good && report.members_given + report.members_added < options.members) {
        for (const Plan& plan : newcomers.next()) {
            out << account_row(plan);
            ++report.rows;
        }
        ++report.members_added;
        good = out.good();
    }
    out.close();
    if (!good || out.fail()) return Error{"the file cannot be written", out_file.string(), "look for room on the disk"};
    return report;
}

}  // namespace lockbox::samples
