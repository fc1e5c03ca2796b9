#include "ledger/plan_table.h"

#include <string>

#include "ledger/seal.h"

namespace lockbox {

Plan read_plan(const Statement& row, int column) {
    Plan plan;
    plan.billing_account = row.get<BillingAccount>(column++);
    plan.plan_id = row.get<PlanId>(column++);
    plan.member_id = row.get<MemberId>(column++);
    plan.enrollment_id = row.get<EnrollmentId>(column++);
    for (std::string* text : {&plan.first_name, &plan.last_name, &plan.address, &plan.city, &plan.state, &plan.zip}) {
        *text = row.text(column++);
    }
    plan.kind = row.get<PlanKind>(column++);
    plan.insurer = row.text(column++);
    plan.plan_name = row.text(column++);
    plan.status = row.get<PlanStatus>(column++);
    plan.monthly_premium = row.get<Cents>(column++);
    plan.amount_due = row.get<Cents>(column++);
    plan.invoice_number = row.get<InvoiceNumber>(column++);
    plan.invoice_date = row.get<Date>(column++);
    plan.coverage_month = row.get<Month>(column++);
    plan.due_date = row.get<Date>(column);
    return plan;
}

std::string plan_row_hash(std::int64_t plan_number, std::int64_t account_load_id, std::int64_t billed_after,
                          const Plan& plan) {
    std::string bytes;
    const auto add = [&](std::string_view field) {
        bytes.append(std::to_string(field.size())).append(":").append(field);
    };
    for (const std::int64_t number :
         {plan_number, account_load_id, billed_after, plan.monthly_premium.count(), plan.amount_due.count()}) {
        add(std::to_string(number));
    }
    for (const std::string& field : {plan.billing_account.str(), plan.plan_id.str(), plan.member_id.str(),
                                     plan.enrollment_id.str(), plan.invoice_number.str(), plan.invoice_date.to_string(),
                                     plan.coverage_month.to_string(), plan.due_date.to_string()}) {
        add(field);
    }
    for (const std::string* field : {&plan.first_name, &plan.last_name, &plan.address, &plan.city, &plan.state,
                                     &plan.zip, &plan.insurer, &plan.plan_name}) {
        add(*field);
    }
    add(to_word(plan.kind));
    add(to_word(plan.status));
    return short_digest(bytes);
}

namespace {

// The columns of the book's own around those of the file.
const std::string kReadPlan =
    "SELECT plan_number, account_load_id, billed_after, " + std::string(kPlanColumns) + " FROM plan ";

// In the order of kPlanColumns.
void run_with(Statement& statement, std::int64_t plan_number, std::int64_t account_load_id, std::int64_t billed_after,
              const Plan& plan) {
    statement
        .bind(plan_number, account_load_id, plan.billing_account, plan.plan_id, plan.member_id, plan.enrollment_id,
              plan.first_name, plan.last_name, plan.address, plan.city, plan.state, plan.zip, plan.kind, plan.insurer,
              plan.plan_name, plan.status, plan.monthly_premium, plan.amount_due, plan.invoice_number,
              plan.invoice_date, plan.coverage_month, plan.due_date, billed_after,
              plan_row_hash(plan_number, account_load_id, billed_after, plan))
        .run();
}

}  // namespace

void hash_plans(Connection& connection) {
    Statement rows(connection, kReadPlan + "ORDER BY plan_number");
    Statement set(connection, "UPDATE plan SET row_hash = ?2 WHERE plan_number = ?1");
    while (rows.step()) {
        const auto number = rows.get<std::int64_t>(0);
        set.bind(number,
                 plan_row_hash(number, rows.get<std::int64_t>(1), rows.get<std::int64_t>(2), read_plan(rows, 3)))
            .run();
    }
}

PlanTable::PlanTable(Connection& connection, std::int64_t account_load_id)
    : connection_(connection),
      account_load_id_(account_load_id),
      last_entry_(query_one<std::int64_t>(connection, "SELECT COALESCE(MAX(entry_id), 0) FROM entry").value()),
      next_number_(query_one<std::int64_t>(connection, "SELECT COALESCE(MAX(plan_number), 0) + 1 FROM plan").value()),
      find_(connection, kReadPlan + "WHERE billing_account = ?1 AND plan_id = ?2"),
      read_(connection, kReadPlan + "WHERE plan_number = ?1"),
      add_(connection, "INSERT INTO plan (plan_number, account_load_id, " + std::string(kPlanColumns) +
                           ", billed_after, row_hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
                           "?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)"),
      change_(connection,
              "UPDATE plan SET account_load_id = ?2, member_id = ?5, enrollment_id = ?6, first_name = ?7, "
              "last_name = ?8, address = ?9, city = ?10, state = ?11, zip = ?12, plan_kind = ?13, insurer = ?14, "
              "plan_name = ?15, status = ?16, monthly_premium_cents = ?17, amount_due_cents = ?18, "
              "invoice_number = ?19, invoice_date = ?20, coverage_month = ?21, due_date = ?22, billed_after = ?23, "
              "row_hash = ?24 WHERE plan_number = ?1 AND billing_account = ?3 AND plan_id = ?4") {}

std::optional<PlanTable::Found> PlanTable::find(const BillingAccount& billing_account, const PlanId& plan_id) {
    if (!find_.bind(billing_account, plan_id).step()) return std::nullopt;
    return Found{find_.get<std::int64_t>(0), find_.get<std::int64_t>(2), read_plan(find_, 3)};
}

std::int64_t PlanTable::add(const Plan& plan) {
    run_with(add_, next_number_, account_load_id_, last_entry_, plan);
    return next_number_++;
}

void PlanTable::change(const Found& before, const Plan& plan) {
    const bool billed_anew =
        before.plan.invoice_number != plan.invoice_number || before.plan.amount_due != plan.amount_due;
    run_with(change_, before.plan_number, account_load_id_, billed_anew ? last_entry_ : before.billed_after, plan);
}

void PlanTable::close(std::int64_t plan_number) {
    static_cast<void>(read_.bind(plan_number).step());
    Plan plan = read_plan(read_, 3);
    const auto billed_after = read_.get<std::int64_t>(2);
    plan.status = PlanStatus::closed;
    run_with(change_, plan_number, account_load_id_, billed_after, plan);
}

}  // namespace lockbox
