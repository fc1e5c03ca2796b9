#include "ledger/retention.h"

#include "ledger/act.h"
#include "ledger/json_object.h"

namespace lockbox {
namespace {

constexpr std::string_view kOld = "b.received < ?1 AND b.closed_at IS NOT NULL";

std::vector<std::pair<ImageId, std::int64_t>> images_past(Connection& connection, Date day) {
    const std::string of_pages =
        "SELECT p.front_image AS sha256, p.batch_id FROM page p WHERE p.front_image IS NOT NULL UNION ALL "
        "SELECT p.back_image, p.batch_id FROM page p WHERE p.back_image IS NOT NULL";
    Statement rows(connection, "SELECT i.sha256, i.size_bytes FROM image i JOIN (" + of_pages +
                                   ") s ON s.sha256 = i.sha256 JOIN batch b ON b.batch_id = s.batch_id "
                                   "WHERE NOT EXISTS (SELECT 1 FROM image_purge g WHERE g.sha256 = i.sha256) "
                                   "GROUP BY i.sha256 HAVING MIN(" +
                                   std::string(kOld) + ") ORDER BY i.sha256");
    rows.bind(day);
    std::vector<std::pair<ImageId, std::int64_t>> images;
    while (rows.step()) images.emplace_back(rows.get<ImageId>(0), rows.get<std::int64_t>(1));
    return images;
}

/// Files of images that the book says are gone: also those that a crash left behind, and drafts of images.
void remove_files(const Book& book) {
    Statement rows(book.connection(), "SELECT sha256 FROM image_purge ORDER BY image_purge_id");
    while (rows.step()) book.images().remove(rows.get<ImageId>(0));
    constexpr std::chrono::hours kNoWriterLivesSoLong{24};
    book.images().remove_drafts(kNoWriterLivesSoLong);
}

}  // namespace

Result<PurgeReport> purge_images(const Book& book, Date day, Purge purge, std::string_view user) {
    return as_result([&] {
        Act act(book, user);
        Connection& connection = act.connection();
        PurgeReport report;
        report.batches =
            *query_one<std::int64_t>(connection, "SELECT COUNT(*) FROM batch b WHERE " + std::string(kOld), day);
        report.batches_kept = *query_one<std::int64_t>(
            connection, "SELECT COUNT(*) FROM batch b WHERE b.received < ?1 AND b.closed_at IS NULL", day);
        for (const auto& [image, bytes] : images_past(connection, day)) {
            ++report.images;
            report.bytes += bytes;
            if (purge == Purge::look) continue;
            execute(connection, "INSERT INTO image_purge (sha256, purged_at, purged_by) VALUES (?1, ?2, ?3)", image,
                    act.now(), act.author().name);
        }
        if (purge == Purge::look) return report;
        if (report.images > 0) {
            act.audit({"images_purged", "before " + day.to_string(),
                       JsonObject().add("images", report.images).add("bytes", report.bytes).str()});
            act.commit();
        }
        remove_files(book);
        return report;
    });
}

}  // namespace lockbox
