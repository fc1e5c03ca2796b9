#include "ledger/stored_envelope.h"

#include "ledger/sqlite.h"

namespace lockbox {
namespace {

std::optional<PageSide> side(const Statement& row, int column) {
    const auto id = row.get<std::optional<ImageId>>(column);
    if (!id) return std::nullopt;
    return PageSide{{*id, row.get<std::uint64_t>(column + 1), row.get<std::string>(column + 2)},
                    row.get<int>(column + 3)};
}

constexpr std::string_view kPages =
    "SELECT p.page_id, p.sequence, p.kind, COALESCE((SELECT r.reading FROM page_reading r WHERE "
    "r.page_id = p.page_id ORDER BY r.page_reading_id DESC LIMIT 1), p.reading), c.check_id, "
    "COALESCE((SELECT s.fields FROM check_facts s WHERE s.check_id = c.check_id "
    "ORDER BY s.check_facts_id DESC LIMIT 1), '{}'), f.sha256, f.size_bytes, f.media_type, "
    "p.front_frame, k.sha256, k.size_bytes, k.media_type, p.back_frame FROM page p "
    "LEFT JOIN check_item c ON c.page_id = p.page_id LEFT JOIN image f ON f.sha256 = p.front_image "
    "LEFT JOIN image k ON k.sha256 = p.back_image ";

StoredPage read_page(const Statement& row) {
    return {row.get<std::int64_t>(0),
            row.get<int>(1),
            row.get<std::string>(2),
            side(row, 6),
            side(row, 10),
            row.get<std::string>(3),
            row.get<std::optional<CheckId>>(4),
            row.get<std::string>(5)};
}

StoredEnvelope read_envelope(Connection& connection, EnvelopeKey key) {
    StoredEnvelope envelope;
    Statement head(connection,
                   "SELECT b.name, e.number, b.received, b.closed_at IS NOT NULL FROM envelope e "
                   "JOIN batch b ON b.batch_id = e.batch_id WHERE e.envelope_id = ?1");
    if (!head.bind(key).step()) {
        throw BookFailure({"there is no such envelope in the book", "envelope " + std::to_string(key.value), ""});
    }
    envelope.key = key;
    envelope.batch = head.get<BatchId>(0);
    envelope.transaction = head.get<int>(1);
    envelope.received = head.get<Date>(2);
    envelope.batch_closed = head.get<int>(3) != 0;
    Statement rows(connection, std::string(kPages) + "WHERE p.envelope_id = ?1 ORDER BY p.position");
    rows.bind(key);
    while (rows.step()) envelope.pages.push_back(read_page(rows));
    return envelope;
}

}  // namespace

Result<StoredEnvelope> stored_envelope(const Book& book, EnvelopeKey key) {
    return as_result([&] {
        const Transaction one_state(book.connection(), Transaction::Kind::read);
        return read_envelope(book.connection(), key);
    });
}

Result<StoredEnvelope> stored_envelope(const Book& book, CheckId check) {
    return as_result([&] {
        const Transaction one_state(book.connection(), Transaction::Kind::read);
        const auto key =
            query_one<EnvelopeKey>(book.connection(), "SELECT envelope_id FROM check_item WHERE check_id = ?1", check);
        if (!key) {
            throw BookFailure({"there is no such check in the book", "check " + std::to_string(check.value),
                               "`lockbox results BATCH` lists those that are"});
        }
        return read_envelope(book.connection(), *key);
    });
}

Result<std::optional<EnvelopeKey>> envelope_of_page(const Book& book, const BatchId& batch, int sequence) {
    return as_result([&] {
        return query_one<EnvelopeKey>(book.connection(),
                                      "SELECT p.envelope_id FROM page p JOIN batch b ON b.batch_id = p.batch_id "
                                      "WHERE b.name = ?1 AND p.sequence = ?2",
                                      batch, sequence);
    });
}

Result<std::optional<StoredPage>> stored_page(const Book& book, const BatchId& batch, int sequence) {
    return as_result([&]() -> std::optional<StoredPage> {
        Statement row(book.connection(), std::string(kPages) +
                                             "JOIN batch b ON b.batch_id = p.batch_id "
                                             "WHERE b.name = ?1 AND p.sequence = ?2");
        if (!row.bind(batch, sequence).step()) return std::nullopt;
        return read_page(row);
    });
}

}  // namespace lockbox
