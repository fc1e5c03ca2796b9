#include "ledger/day_series.h"

#include "ledger/sqlite.h"

namespace lockbox {
namespace {

class Series {
  public:
    Series(Connection& connection, Date from, Date to) : connection_(connection), from_(from), to_(to) {
        for (Date day = from; day <= to; day = day.plus_days(1)) {
            DayFigures figures;
            figures.day = day;
            days.push_back(figures);
        }
    }

    void read_checks() {
        Statement rows(connection_,
                       "SELECT b.deposit_date, COUNT(*), SUM(d.outcome = 'posted') FROM batch b "
                       "JOIN envelope e ON e.batch_id = b.batch_id JOIN check_item c ON c.envelope_id = e.envelope_id "
                       "JOIN decision d ON d.decision_id = (SELECT MIN(f.decision_id) FROM decision f "
                       "WHERE f.check_id = c.check_id) WHERE b.deposit_date BETWEEN ?1 AND ?2 GROUP BY b.deposit_date");
        rows.bind(from_, to_);
        while (rows.step()) {
            DayFigures& day = of(rows.get<Date>(0));
            day.checks = rows.get<int>(1);
            day.posted_by_program = rows.get<int>(2);
        }
    }
    void read_money() {
        Statement rows(connection_,
                       "SELECT day, kind = 'received', SUM(CASE WHEN reverses IS NULL THEN amount_cents ELSE "
                       "-amount_cents END) FROM entry WHERE kind IN ('received', 'applied', 'credited') "
                       "AND day BETWEEN ?1 AND ?2 GROUP BY day, kind = 'received'");
        rows.bind(from_, to_);
        while (rows.step()) {
            DayFigures& day = of(rows.get<Date>(0));
            (rows.get<int>(1) != 0 ? day.received : day.posted) = rows.get<Cents>(2);
        }
    }
    void read_reviews(std::string_view moment, int DayFigures::*count) {
        Statement rows(connection_, "SELECT substr(" + std::string(moment) +
                                        ", 1, 10) AS day, COUNT(*) FROM review_item WHERE " + std::string(moment) +
                                        " >= ?1 AND " + std::string(moment) + " < ?2 GROUP BY day");
        rows.bind(from_.to_string(), to_.plus_days(1).to_string());
        while (rows.step()) of(rows.get<Date>(0)).*count = rows.get<int>(1);
    }

    std::vector<DayFigures> days;

  private:
    DayFigures& of(Date day) { return days.at(static_cast<std::size_t>(day.days_since(from_))); }

    Connection& connection_;
    Date from_, to_;
};

}  // namespace

Result<std::vector<DayFigures>> day_series(const Book& book, Date from, Date to) {
    return as_result([&] {
        const Transaction one_state(book.connection(), Transaction::Kind::read);
        Series series(book.connection(), from, to);
        series.read_checks();
        series.read_money();
        series.read_reviews("opened_at", &DayFigures::opened);
        series.read_reviews("closed_at", &DayFigures::settled);
        return std::move(series.days);
    });
}

Result<std::vector<std::pair<int, int>>> queue_ages(const Book& book, Date today) {
    return as_result([&] {
        std::vector<std::pair<int, int>> ages;
        Statement rows(
            book.connection(),
            "SELECT b.received, COUNT(*) FROM review_item i JOIN envelope e ON e.envelope_id = i.envelope_id "
            "JOIN batch b ON b.batch_id = e.batch_id WHERE i.state = 'open' "
            "GROUP BY b.received ORDER BY b.received DESC");
        while (rows.step()) ages.emplace_back(today.days_since(rows.get<Date>(0)), rows.get<int>(1));
        return ages;
    });
}

}  // namespace lockbox
