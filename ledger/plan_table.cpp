#include "ledger/plan_table.h"

#include <string>

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

namespace {

// In the order of kPlanColumns.
void run_with(Statement& statement, std::int64_t first, std::int64_t last, const Plan& plan) {
    statement
        .bind(first, last, plan.billing_account, plan.plan_id, plan.member_id, plan.enrollment_id, plan.first_name,
              plan.last_name, plan.address, plan.city, plan.state, plan.zip, plan.kind, plan.insurer, plan.plan_name,
              plan.status, plan.monthly_premium, plan.amount_due, plan.invoice_number, plan.invoice_date,
              plan.coverage_month, plan.due_date)
        .run();
}

}  // namespace

PlanTable::PlanTable(Connection& connection, std::int64_t account_load_id)
    : connection_(connection),
      account_load_id_(account_load_id),
      find_(connection, "SELECT plan_number, " + std::string(kPlanColumns) +
                            " FROM plan WHERE billing_account = ?1 AND plan_id = ?2"),
      add_(connection, "INSERT INTO plan (account_load_id, " + std::string(kPlanColumns) +
                           ") VALUES (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
                           "?19, ?20, ?21, ?22)"),
      change_(connection,
              "UPDATE plan SET account_load_id = ?2, member_id = ?5, enrollment_id = ?6, first_name = ?7, "
              "last_name = ?8, address = ?9, city = ?10, state = ?11, zip = ?12, plan_kind = ?13, insurer = ?14, "
              "plan_name = ?15, status = ?16, monthly_premium_cents = ?17, amount_due_cents = ?18, "
              "invoice_number = ?19, invoice_date = ?20, coverage_month = ?21, due_date = ?22 "
              "WHERE plan_number = ?1 AND billing_account = ?3 AND plan_id = ?4"),
      close_(connection, "UPDATE plan SET account_load_id = ?2, status = ?3 WHERE plan_number = ?1") {}

std::optional<PlanTable::Found> PlanTable::find(const BillingAccount& billing_account, const PlanId& plan_id) {
    if (!find_.bind(billing_account, plan_id).step()) return std::nullopt;
    return Found{find_.get<std::int64_t>(0), read_plan(find_, 1)};
}

std::int64_t PlanTable::add(const Plan& plan) {
    run_with(add_, 0, account_load_id_, plan);
    return connection_.last_row_id();
}

void PlanTable::change(std::int64_t plan_number, const Plan& plan) {
    run_with(change_, plan_number, account_load_id_, plan);
}

void PlanTable::close(std::int64_t plan_number) {
    close_.bind(plan_number, account_load_id_, PlanStatus::closed).run();
}

}  // namespace lockbox
