#include "scan/batch_folder.h"

#include <doctest/doctest.h>

#include <random>
#include <set>

#include "image_samples.h"
#include "scan/page_names.h"

using namespace lockbox;
using namespace lockbox::test;
namespace fs = std::filesystem;

namespace {

const Bytes& page_bytes() {
    static const Bytes bytes = png_of(sample_page(16, 12, false));
    return bytes;
}

Bytes tiff_with_frames(std::size_t count) {
    return tiff_of(std::vector<PageImage>(count, sample_page(16, 12, true)), {.compression = 4});
}

/// "1:a.tif/b.tif 2:c.tif#1/-": sequence, front and back with their frames; '!' before a page with a problem.
std::string shown(const Result<BatchFolder>& batch) {
    if (!batch) return batch.error().message();
    std::string text;
    const auto side = [](const std::optional<PageFile>& file) {
        if (!file) return std::string("-");
        return file->path.filename().string() + (file->frame > 0 ? "#" + std::to_string(file->frame) : "");
    };
    for (const ScannedPage& page : batch->pages) {
        text += (text.empty() ? "" : " ") + std::string(page.problem ? "!" : "") + std::to_string(page.sequence) + ":" +
                side(page.front) + "/" + side(page.back);
    }
    return text;
}

/// The problem of the page with this sequence.
std::string problem(const Result<BatchFolder>& batch, int sequence) {
    if (!batch) return batch.error().message();
    for (const ScannedPage& page : batch->pages) {
        if (page.sequence == sequence) return page.problem ? page.problem->message() : "none";
    }
    return "no such page";
}

}  // namespace

TEST_CASE("a batch as the scanner describes it") {
    const TemporaryFolder folder;
    for (const char* name : {"0001F.png", "0001B.png", "0002F.png", "images/0003F.png"})
        folder.write(name, page_bytes());
    folder.write("batch.json", R"({ "batch_id": "20261118-005", "lockbox": "412612", "received": "2026-11-18",
        "scanner": "desk 2", "control": { "pages": 3, "checks": 2, "total": "15317.33" }, "later": [1, 2],
        "pages": [ { "sequence": 7, "front": "0002F.png" },
                   { "sequence": 2, "front": "0001F.png", "back": "0001B.png", "transaction": 4 },
                   { "sequence": 9, "front": "images/0003F.png", "back": null } ] })");
    const auto batch = read_batch_folder(folder.path());
    REQUIRE_MESSAGE(batch.ok(), (batch ? "" : batch.error().message()));
    CHECK(batch->id.str() == "20261118-005");
    CHECK(batch->lockbox == "412612");
    CHECK(batch->received == Date::of(2026, 11, 18));
    CHECK(batch->scanner == "desk 2");
    REQUIRE(batch->control.has_value());
    CHECK(batch->control->pages == 3);
    CHECK(batch->control->checks == 2);
    CHECK(batch->control->total == Cents(1531733));
    CHECK(shown(batch) == "2:0001F.png/0001B.png 7:0002F.png/- 9:0003F.png/-");
    CHECK(batch->pages[0].transaction == 4);
    CHECK(!batch->pages[1].transaction.has_value());
    CHECK(shown(read_batch_folder(folder.path() / "batch.json")) == shown(batch));
}

TEST_CASE("without batch.json the names tell") {
    struct Row {
        std::vector<std::string> names;
        const char* pages;
    };
    // clang-format off
    const Row rows[] = {
        {{"0001F.png", "0001B.png", "0002F.png"},                   "1:0001F.png/0001B.png 2:0002F.png/-"},
        {{"10.png", "9.png", "2.png", "100.png"},                   "1:2.png/- 2:9.png/- 3:10.png/- 4:100.png/-"},
        {{"a_front.png", "a_rear.png", "b_FRONT.png", "b_Back.png"}, "1:a_front.png/a_rear.png 2:b_FRONT.png/b_Back.png"},
        {{"CheckF.png", "CheckB.png"},                              "1:CheckF.png/CheckB.png"},
        {{"brief.png", "web.png"},                                  "1:brief.png/- 2:web.png/-"},
        {{"1f.png", "1b.tif"},                                      "1:1f.png/1b.tif"},
        {{"0001B.png", "0002F.png"},                                "!1:-/0001B.png 2:0002F.png/-"},
        {{"1F.png", "1F.tif", "1B.png"},                            "1:1F.png/1B.png 2:1F.tif/-"},
        {{"p.png", ".hidden", "Thumbs.db", ".DS_Store", "done", "batch.DONE", "desktop.ini"}, "1:p.png/-"},
        {{"two.frames.3.tif"},                                      "1:two.frames.3.tif/- 2:two.frames.3.tif#1/- 3:two.frames.3.tif#2/-"},
        {{"x_front.2.tif"},                                         "1:x_front.2.tif/- 2:x_front.2.tif#1/-"},
    };
    // clang-format on
    for (const Row& row : rows) {
        const TemporaryFolder folder;
        for (const std::string& name : row.names) {
            const bool several = name.ends_with(".2.tif") || name.ends_with(".3.tif");
            folder.write(
                name, several ? tiff_with_frames(static_cast<std::size_t>(name[name.size() - 5] - '0')) : page_bytes());
        }
        CHECK(shown(read_batch_folder(folder.path())) == row.pages);
    }
}

TEST_CASE("files with several frames") {
    const TemporaryFolder pair;
    pair.write("1F.tif", tiff_with_frames(3));
    pair.write("1B.tif", tiff_with_frames(2));
    CHECK(shown(read_batch_folder(pair.path())) == "1:1F.tif/1B.tif 2:1F.tif#1/1B.tif#1 3:1F.tif#2/-");

    const TemporaryFolder backs;
    backs.write("1F.tif", tiff_with_frames(1));
    backs.write("1B.tif", tiff_with_frames(2));
    CHECK(shown(read_batch_folder(backs.path())) == "1:1F.tif/1B.tif !2:-/1B.tif#1");

    const TemporaryFolder listed;
    listed.write("a.tif", tiff_with_frames(2));
    listed.write("batch.json", R"({ "pages": [ { "sequence": 1, "front": "a.tif" } ] })");
    const auto batch = read_batch_folder(listed.path());
    CHECK(shown(batch) == "1:a.tif/- !2:a.tif#1/-");
    CHECK(
        problem(batch, 2) ==
        "\"a.tif\": frame 2 of the file is not listed in batch.json (export one image per side, or remove batch.json)");

    const TemporaryFolder loose;
    loose.write("fax 12.tif", tiff_with_frames(2));
    const auto alone = read_batch_folder(loose.path() / "fax 12.tif");
    CHECK(shown(alone) == "1:fax 12.tif/- 2:fax 12.tif#1/-");
    CHECK(alone->id.str() == "fax-12");

    const TemporaryFolder documents;
    documents.write("scan.pdf", pdf_of(2));
    CHECK(shown(read_batch_folder(documents.path())) == "1:scan.pdf/- 2:scan.pdf#1/-");
}

TEST_CASE("one bad page is that page's problem, and every file is accounted for") {
    const TemporaryFolder outside, folder;
    outside.write("secret.png", page_bytes());
    for (const char* name : {"1.png", "2.png", "3.png", "extra.png"}) folder.write(name, page_bytes());
    folder.write("empty.tif", Bytes{});
    folder.write("text.tif", "Dear Sir or Madam");
    folder.write("notes.txt", "call the bank");
    folder.write("sub/4.png", page_bytes());
    fs::create_symlink(outside.path() / "secret.png", folder.path() / "link.png");
    folder.write("batch.json", R"({ "pages": [
        { "sequence": 1, "front": "1.png" },
        { "sequence": 2, "front": "../secret.png" },
        { "sequence": 3, "front": "/etc/passwd" },
        { "sequence": 4, "front": "missing.tif" },
        { "sequence": 5, "front": "empty.tif" },
        { "sequence": 6, "front": "text.tif" },
        { "sequence": 7, "front": "1.png" },
        { "sequence": 1, "front": "2.png" },
        { "sequence": 9, "front": "link.png" },
        { "sequence": 10, "front": "a\u0000b.png" },
        { "sequence": 11, "front": "a\nb.png" },
        { "sequence": 12, "front": 5 },
        { "sequence": -3, "front": "3.png", "transaction": "two" },
        { "sequence": 14, "back": "missing.tif" },
        { "sequence": 15, "front": "" },
        { "sequence": 16, "front": "a/../../secret.png" },
        "page" ] })");
    const auto batch = read_batch_folder(folder.path());
    REQUIRE_MESSAGE(batch.ok(), (batch ? "" : batch.error().message()));
    // clang-format off
    const std::pair<int, const char*> rows[] = {
        {1,  "none"},
        {2,  "batch.json /pages/1 \"../secret.png\": the name leads out of the batch folder (put the image in the folder and name it there)"},
        {3,  "batch.json /pages/2 \"/etc/passwd\": the name leads out of the batch folder (put the image in the folder and name it there)"},
        {4,  "batch.json /pages/3 \"missing.tif\": the file is not there (copy it into the folder, or correct batch.json)"},
        {5,  "batch.json /pages/4 \"empty.tif\": the file is empty (copy it again or rescan the page)"},
        {6,  "batch.json /pages/5 \"text.tif\": this is no TIFF, JPEG, PNG or PDF, whatever its name says (export the page as one of these or remove the file)"},
        {7,  "batch.json /pages/6 \"1.png\": the file is already a side of another page (name each file once)"},
        {9,  "batch.json /pages/8 \"link.png\": the name leads out of the batch folder (put the image in the folder and name it there)"},
        {10, "batch.json /pages/9 \"a?b.png\": the file name is empty or holds control characters (rename the file)"},
        {11, "batch.json /pages/10 \"a?b.png\": the file name is empty or holds control characters (rename the file)"},
        {12, "batch.json /pages/11/front: this is not a file name (name the image file in quotes)"},
        {14, "batch.json /pages/13: the page has no front (name its image as \"front\")"},
        {15, "batch.json /pages/14 \"\": the file name is empty or holds control characters (rename the file)"},
        {16, "batch.json /pages/15 \"a/../../secret.png\": the name leads out of the batch folder (put the image in the folder and name it there)"},
        // Without a usable number of their own, in the order of batch.json, then of the names.
        {17, "batch.json: sequence 1 is there twice (number each page once)"},
        {18, "batch.json /pages/12/sequence: this page has no sequence number (number the pages from 1 in scan order)"},
        {19, "batch.json /pages/16: this is not a page (write { \"sequence\": ..., \"front\": ... })"},
        {20, "\"extra.png\": the file is not listed in batch.json (list it, or remove it from the folder)"},
        {21, "\"link.png\": the name leads out of the batch folder (put the image in the folder and name it there)"},
        {22, "\"notes.txt\": this is no TIFF, JPEG, PNG or PDF, whatever its name says (export the page as one of these or remove the file)"},
        {23, "\"sub\": this is no file (give it to the program as a batch of its own)"},
        {24, "no such page"},
    };
    // clang-format on
    for (const auto& [sequence, message] : rows) CHECK(problem(batch, sequence) == message);
    std::set<int> sequences;
    for (const ScannedPage& page : batch->pages) CHECK(sequences.insert(page.sequence).second);
    CHECK(fs::path(batch->pages.back().front ? "" : "sub") == "sub");
    CHECK(batch->pages[6].front == std::nullopt);                  // the file's owner keeps it
    CHECK(batch->pages[4].front->path.filename() == "empty.tif");  // kept, to be stored beside its problem
}

TEST_CASE("a batch.json that cannot be trusted stops the batch, with the place") {
    struct Row {
        std::string text;
        const char* message;  ///< behind "FOLDER/batch.json"
    };
    // clang-format off
    const Row rows[] = {
        {"",                                    ": the file is empty (write it again, or remove it)"},
        {"{ \"pages\": [\n  { \"sequence\" 1 } ] }", " line 2, column 16: this is not JSON (correct it there, or remove batch.json)"},
        {"{ \"pages\": [ ",                     " line 1, column 14: this is not JSON (correct it there, or remove batch.json)"},
        {"[]",                                  " /: the file is not a JSON object (write { \"pages\": [ ... ] })"},
        {"{}",                                  " /pages: this is not a list of pages (list them as [ { \"sequence\": 1, \"front\": ... } ])"},
        {R"({"pages": 3})",                     " /pages: this is not a list of pages (list them as [ { \"sequence\": 1, \"front\": ... } ])"},
        {R"({"pages": [], "control": {"total": "12.3"}})",    " /control/total: this is not an amount (write dollars and cents in quotes, as \"15317.33\")"},
        {R"({"pages": [], "control": {"total": 123.45}})",    " /control/total: this is not an amount (write dollars and cents in quotes, as \"15317.33\")"},
        {R"({"pages": [], "control": {"total": "-1.00"}})",   " /control/total: this is not an amount (write dollars and cents in quotes, as \"15317.33\")"},
        {R"({"pages": [], "control": {"checks": -1}})",       " /control/checks: this is not a count (write a whole number from 0, or leave it out)"},
        {R"({"pages": [], "control": {"pages": 1.5}})",       " /control/pages: this is not a count (write a whole number from 0, or leave it out)"},
        {R"({"pages": [], "control": {"pages": 99999999999999999999}})", " /control/pages: this is not a count (write a whole number from 0, or leave it out)"},
        {R"({"pages": [], "control": []})",                   " /control: this is not an object (write { \"pages\": ..., \"total\": ... })"},
        {R"({"pages": [], "batch_id": "../up"})",             " /batch_id: this cannot be a batch's name (use up to 64 letters, digits, '.', '_' and '-')"},
        {R"({"pages": [], "batch_id": 7})",                   " /batch_id: this is not a short text (write it in quotes, on one line, or leave it out)"},
        {R"({"pages": [], "received": "18.11.2026"})",        " /received: this is not a day (write it as 2026-11-18)"},
        {R"({"pages": [], "scanner": "a\u0007b"})",           " /scanner: this is not a short text (write it in quotes, on one line, or leave it out)"},
        {"{\"pages\": " + std::string(100'000, '[') + std::string(100'000, ']') + "}", " /: the file is nested too deeply (write it as the scanner interface says)"},
        {"{\"pages\": [], \"lockbox\": \"\xff\"}", " line 1, column 27: this is not JSON (correct it there, or remove batch.json)"},
        {std::string((16 << 20) + 1, ' '),      ": the file is larger than 16 MiB (write it again, or remove it)"},
    };
    // clang-format on
    for (const Row& row : rows) {
        const TemporaryFolder folder;
        folder.write("1.png", page_bytes());
        folder.write("batch.json", row.text);
        const auto batch = read_batch_folder(folder.path());
        REQUIRE(!batch.ok());
        CHECK(batch.error().message() == (folder.path() / "batch.json").string() + row.message);
    }
}

TEST_CASE("folders that are no batch") {
    const TemporaryFolder folder;
    CHECK(read_batch_folder(folder.path()).error().message() ==
          folder.path().string() + ": the batch folder holds no page (put the scanned images in it)");
    CHECK(read_batch_folder(folder.path() / "none").error().what ==
          "the batch cannot be found: No such file or directory");
    folder.write("batch.json", R"({ "pages": [ { "sequence": 1, "front": "gone.tif" } ] })");
    CHECK(shown(read_batch_folder(folder.path())) == "!1:-/-");
}

TEST_CASE("the batch's id comes from its folder's name") {
    const std::pair<const char*, const char*> rows[] = {{"20261118-005", "20261118-005"},
                                                        {"desk 2, morning", "desk-2--morning"},
                                                        {"B\xC3\xBCro", "B--ro"},
                                                        {"a.b_c", "a.b_c"}};
    for (const auto& [name, id] : rows) {
        const TemporaryFolder folder;
        folder.write(std::string(name) + "/1.png", page_bytes());
        const auto batch = read_batch_folder(folder.path() / name);
        REQUIRE(batch.ok());
        CHECK(batch->id.str() == id);
        CHECK(!batch->received.has_value());
        CHECK(!batch->control.has_value());
    }
}

TEST_CASE("natural order is a strict order, whatever the names") {
    std::mt19937 random(7);
    std::vector<std::string> names;
    for (int i = 0; i < 60; ++i) {
        std::string name;
        for (std::size_t length = random() % 5; length > 0; --length) name += "019aAbB_."[random() % 9];
        names.push_back(name);
    }
    for (const auto& a : names) {
        CHECK(!natural_less(a, a));
        for (const auto& b : names) {
            if (a != b) CHECK(natural_less(a, b) != natural_less(b, a));
            for (const auto& c : names) {
                if (natural_less(a, b) && natural_less(b, c)) REQUIRE(natural_less(a, c));
            }
        }
    }
    CHECK(natural_less("page 2.tif", "page 10.tif"));
    CHECK(natural_less("0001F.tif", "0002B.tif"));
    CHECK(natural_less("99999999999999999998", "99999999999999999999"));
}
