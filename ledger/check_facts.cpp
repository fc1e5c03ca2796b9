#include "ledger/check_facts.h"

namespace lockbox {
namespace {

std::string_view kind_word(InstrumentNumbers::Kind kind) {
    return kind == InstrumentNumbers::Kind::money_order ? "money_order" : "check";
}

CheckFacts read_facts(const Statement& row) {
    return {row.get<std::optional<RoutingNumber>>(0),
            row.get<std::optional<std::string>>(1),
            row.get<std::optional<std::string>>(2),
            row.get<std::optional<Date>>(3),
            row.get<std::optional<std::string>>(4),
            row.get<std::optional<std::string>>(5),
            row.get<std::string>(6)};
}

void set_instrument(CheckFacts& facts, InstrumentNumbers::Kind kind) {
    const bool money_order = kind == InstrumentNumbers::Kind::money_order;
    facts.instrument_kind.reset();
    facts.instrument_key.reset();
    if (!facts.number || (!money_order && (!facts.routing || !facts.account))) return;
    InstrumentNumbers numbers{kind, facts.routing ? facts.routing->str() : "", facts.account.value_or(""),
                              *facts.number};
    facts.instrument_kind = kind_word(kind);
    facts.instrument_key = numbers.key();
}

}  // namespace

CheckFacts facts_of(const NewDecision& now) {
    CheckFacts facts{now.routing, now.account, now.number, now.date, {}, {}, now.fields_json};
    if (now.instrument) {
        facts.instrument_kind = kind_word(now.instrument->kind);
        facts.instrument_key = now.instrument->key();
    }
    return facts;
}

CheckFacts facts_with(Connection& connection, CheckId check, const CheckFields& fields) {
    Statement row(connection,
                  "SELECT n.routing, n.account, n.number, n.check_date, n.instrument_kind, n.instrument_key, '{}', "
                  "p.kind FROM check_now n JOIN page p ON p.page_id = n.page_id WHERE n.check_id = ?1");
    static_cast<void>(row.bind(check).step());
    CheckFacts facts = read_facts(row);
    const bool money_order = facts.instrument_kind.value_or(row.get<std::string>(7)) == "money_order";
    if (fields.routing) facts.routing = fields.routing;
    if (fields.account) facts.account = fields.account;
    if (fields.number) facts.number = fields.number;
    if (fields.date) facts.date = fields.date;
    facts.fields_json = fields.to_json();
    set_instrument(facts, money_order ? InstrumentNumbers::Kind::money_order : InstrumentNumbers::Kind::check);
    return facts;
}

CheckFacts facts_at(Connection& connection, CheckId check, DecisionId decision) {
    Statement stated(connection,
                     "SELECT routing, account, number, check_date, instrument_kind, instrument_key, fields "
                     "FROM check_facts WHERE check_id = ?1 AND decision_id <= ?2 ORDER BY check_facts_id DESC LIMIT 1");
    if (stated.bind(check, decision).step()) return read_facts(stated);
    Statement read(connection,
                   "SELECT routing, account, number, check_date, instrument_kind, instrument_key, '{}' FROM check_item "
                   "WHERE check_id = ?1");
    static_cast<void>(read.bind(check).step());
    return read_facts(read);
}

bool has_facts_after(Connection& connection, CheckId check, DecisionId decision) {
    return query_one<int>(connection, "SELECT 1 FROM check_facts WHERE check_id = ?1 AND decision_id > ?2", check,
                          decision)
        .has_value();
}

void write_facts(Act& act, CheckId check, const CheckFacts& facts, DecisionId cause) {
    execute(act.connection(),
            "INSERT INTO check_facts (check_id, routing, account, number, check_date, instrument_kind, instrument_key, "
            "fields, decision_id, stated_at, stated_by, program) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            check, facts.routing, facts.account, facts.number, facts.date, facts.instrument_kind, facts.instrument_key,
            facts.fields_json, cause, act.now(), act.author().name, act.author().program);
}

}  // namespace lockbox
