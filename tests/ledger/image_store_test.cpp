#include "ledger/image_store.h"

#include <doctest/doctest.h>

#include "book_for_test.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

std::vector<std::uint8_t> bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

ImageStore store_in(const TempFolder& folder) {
    Result<ImageStore> store = ImageStore::open(folder / "images");
    REQUIRE(error_of(store) == "");
    return *std::move(store);
}

std::size_t files_in(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) count += entry.is_regular_file();
    return count;
}

}  // namespace

TEST_CASE("images come back as they were put, once each") {
    const TempFolder folder;
    const ImageStore store = store_in(folder);
    for (const std::string& text : {std::string(), std::string("abc"), std::string(300'000, '\xff')}) {
        const auto first = store.put(bytes_of(text), "image/tiff");
        REQUIRE(error_of(first) == "");
        CHECK(first->id.str() == sha256_hex(text));
        CHECK(first->size_bytes == text.size());
        const auto again = store.put(bytes_of(text), "image/tiff");
        REQUIRE(again);
        CHECK(*again == *first);
        const auto bytes = store.get(first->id);
        REQUIRE(error_of(bytes) == "");
        CHECK(*bytes == bytes_of(text));
    }
    CHECK(files_in(store.folder()) == 3);  // and no drafts
}

TEST_CASE("a damaged image is noticed, and made whole when it is put again") {
    struct Row {
        std::string what;
        const char* bytes;  ///< nullptr: removed
    };
    for (const Row& row : std::vector<Row>{{"changed", "abd"}, {"cut", "ab"}, {"empty", ""}, {"gone", nullptr}}) {
        CAPTURE(row.what);
        const TempFolder folder;
        const ImageStore store = store_in(folder);
        const auto image = store.put(bytes_of("abc"), "image/png");
        REQUIRE(image);
        std::filesystem::remove(store.path_of(image->id));
        if (row.bytes != nullptr) write_file(store.path_of(image->id), row.bytes);
        CHECK_FALSE(store.get(image->id));
        CHECK(store.put(bytes_of("abc"), "image/png"));
        CHECK(store.get(image->id));
    }
}

TEST_CASE("drafts that killed writers left are cleared away, those of today are not") {
    const TempFolder folder;
    const ImageStore store = store_in(folder);
    const auto image = store.put(bytes_of("abc"), "image/png");
    REQUIRE(image);
    const auto beside = store.path_of(image->id).parent_path();
    write_file(beside / ".draft-17-1", "ab");
    write_file(beside / ".draft-18-1", "ab");
    const auto now = std::filesystem::file_time_type::clock::now();
    std::filesystem::last_write_time(beside / ".draft-17-1", now - std::chrono::hours(25));
    std::filesystem::last_write_time(store.path_of(image->id), now - std::chrono::hours(25));
    store.remove_drafts(std::chrono::hours(24));
    CHECK_FALSE(std::filesystem::exists(beside / ".draft-17-1"));
    CHECK(std::filesystem::exists(beside / ".draft-18-1"));
    CHECK(store.get(image->id));
}

TEST_CASE("a place where nothing can be written") {
    const TempFolder folder;
    write_file(folder / "file", "x");
    CHECK_FALSE(ImageStore::open(folder / "file"));
    CHECK_FALSE(ImageStore::open(folder / "file" / "images"));
    CHECK_FALSE(ImageStore::open(folder / "none" / "images"));
    CHECK_FALSE(ImageStore::open("/proc/images"));
}
