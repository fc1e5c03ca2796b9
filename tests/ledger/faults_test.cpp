// Lying disks, missing permissions, a second process, and death in the middle of a step.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <thread>

#include "book_for_test.h"
#include "ledger/audit_chain.h"
#include "ledger/schema.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

using std::chrono::milliseconds;

constexpr uid_t kNobody = 65534;

bool contains(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

Book reopened(const TempFolder& folder) {
    Result<Book> book = Book::open(folder / "lockbox.db");
    REQUIRE(error_of(book) == "");
    return *std::move(book);
}

// Everything that must hold of any book, whatever happened to it.
void check_sound(const Book& book) {
    CHECK(query_one<std::string>(book.connection(), "PRAGMA integrity_check") == "ok");
    CHECK_FALSE(query_one<std::string>(book.connection(), "PRAGMA foreign_key_check"));
    const auto audit = verify_audit(book);
    REQUIRE(error_of(audit) == "");
    CHECK_FALSE(audit->first_wrong);
}

// Begins or goes on with batch A and records what is not there yet. Exit status of the child that runs it.
int work_on(const std::filesystem::path& path, const std::vector<EnvelopeRecord>& envelopes) {
    const Result<Book> book = Book::open(path);
    if (!book) return 1;
    BatchStore store(*book);
    const auto begun = store.begin(header("A", 2 * static_cast<int>(envelopes.size())));
    if (!begun) return 2;
    for (const EnvelopeRecord& envelope : envelopes) {
        if (begun->recorded.contains(envelope.transaction)) continue;
        if (!store.record(batch_id("A"), envelope)) return 3;
    }
    return store.finish(batch_id("A")) ? 0 : 4;
}

}  // namespace

TEST_CASE("a database that cannot be opened says why and what to do") {
    const TempFolder folder;
    write_file(folder / "text.db", std::string(5000, 'x'));
    write_file(folder / "empty.db", "");
    std::filesystem::create_directory(folder / "folder.db");
    {
        Connection other(folder / "other.db", Connection::Missing::create, milliseconds(100));
        other.run("CREATE TABLE t (x); INSERT INTO t VALUES (1)");
    }
    struct Row {
        std::string name;
        const char* open_says;
        const char* create_says;  ///< nullptr: it may be made
    };
    const std::vector<Row> rows = {
        {"none.db", "is not there (make it with `lockbox init`", nullptr},
        {"none/x.db", "is not there (make it with `lockbox init`", "No such file"},
        {"text.db/x.db", "is not there (make it with `lockbox init`", "Not a directory"},
        {"text.db", "not a lockbox database", "not a lockbox database"},
        {"other.db", "not a lockbox database", "not a lockbox database"},
        {"empty.db", "not a lockbox database", nullptr},
        {"folder.db", "this is not a file", "this is not a file"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(contains(error_of(Book::open(folder / row.name)), row.open_says));
        const std::string made = error_of(Book::create(folder / row.name));
        if (row.create_says == nullptr) {
            CHECK(made == "");
            CHECK(error_of(Book::open(folder / row.name)) == "");
        } else {
            CHECK(contains(made, row.create_says));
        }
    }
    CHECK(read_file(folder / "text.db") == std::string(5000, 'x'));
    CHECK(contains(error_of(Book::create("/proc/lockbox.db")), "cannot be written"));
}

TEST_CASE("a damaged page of the database is an error and not a crash") {
    const TempFolder folder;
    { const Book book = book_with_accounts(folder, 500); }
    std::string bytes = read_file(folder / "lockbox.db");
    for (std::size_t at = 4096; at < bytes.size(); at += 4096) bytes.replace(at, 12, 12, '\x7f');
    write_file(folder / "lockbox.db", bytes);
    const Result<Book> book = Book::open(folder / "lockbox.db");
    const std::string message = book ? error_of(AccountStore(*book).read_all()) : error_of(book);
    CHECK(contains(message, "damaged"));
}

TEST_CASE("a value that the tables cannot have let in is an error and not a crash") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 1);
    book.connection().run("PRAGMA ignore_check_constraints = ON; UPDATE plan SET status = 'lost'");
    CHECK(contains(error_of(AccountStore(book).read_all()), "a value that it may not hold, in status"));
}

TEST_CASE("a folder that only others may write") {
    if (::geteuid() != 0) return;  // only root can become somebody else
    const TempFolder folder;
    { const Book book = book_with_accounts(folder, 1); }
    ::chmod(folder.path().c_str(), 0755);
    ::chmod((folder / "lockbox.db").c_str(), 0644);
    const int status = in_child([&] {
        if (::setuid(kNobody) != 0) return 1;
        if (!contains(error_of(Book::open(folder / "lockbox.db")), "cannot be written")) return 2;
        if (!contains(error_of(Book::create(folder / "mine.db")), "cannot be written")) return 3;
        if (ImageStore::open(folder / "images")) return 4;
        return 0;
    });
    CHECK(status == 0);
}

TEST_CASE("a full disk refuses the step and keeps the book") {
    const TempFolder folder;
    const Book book = book_with_accounts(folder, 5);
    BatchStore store(book);
    const auto envelopes = some_envelopes(40, 1);
    REQUIRE(store.begin(header("A", 80)));
    REQUIRE(store.record(batch_id("A"), envelopes[0]));
    const auto pages = query_one<int>(book.connection(), "PRAGMA page_count");
    book.connection().run("PRAGMA max_page_count = " + std::to_string(*pages));
    std::size_t done = 1;
    std::string message;
    while (done < envelopes.size() && message.empty()) {
        const std::string before = dump(book.connection());
        message = error_of(store.record(batch_id("A"), envelopes[done]));
        if (message.empty()) ++done;
        if (!message.empty()) CHECK(dump(book.connection()) == before);
    }
    CHECK(contains(message, "no room left on the disk (free some space"));
    write_file(folder / "more.csv", account_file(5000));
    CHECK(contains(AccountStore(book).load(folder / "more.csv").errors.at(0).message(), "no room left"));
    CHECK(AccountStore(book).read_all()->size() == 5);

    book.connection().run("PRAGMA max_page_count = 1000000");  // space was made
    for (; done < envelopes.size(); ++done) REQUIRE(error_of(store.record(batch_id("A"), envelopes[done])) == "");
    CHECK(store.finish(batch_id("A"))->adds_up());
    check_sound(book);
}

TEST_CASE("a file that may not grow: the engine's write fails in the middle") {
    const TempFolder folder;
    { const Book book = book_with_accounts(folder, 5); }
    write_file(folder / "more.csv", account_file(5000));
    const int status = in_child([&] {
        const rlimit limit{300'000, 300'000};
        ::signal(SIGXFSZ, SIG_IGN);
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
        const Result<Book> book = Book::open(folder / "lockbox.db");
        if (!book) return 2;
        const LoadResult load = AccountStore(*book).load(folder / "more.csv");
        if (load.ok() || !contains(load.errors.at(0).message(), "no room left")) return 3;
        if (book->images().put(std::vector<std::uint8_t>(400'000), "image/tiff")) return 4;
        return 0;
    });
    CHECK(status == 0);
    const Book book = reopened(folder);
    CHECK(AccountStore(book).read_all()->size() == 5);
    check_sound(book);
    CHECK(AccountStore(book).load(folder / "more.csv").ok());
}

TEST_CASE("another process that keeps the database locked") {
    const TempFolder folder;
    { const Book book = book_with_accounts(folder, 5); }
    const Book holder = reopened(folder);
    const auto options = [](int wait_ms) { return Book::Options{Author{}, milliseconds(wait_ms)}; };
    {
        const Transaction held(holder.connection(), Transaction::Kind::write);
        const int status = in_child([&] {
            const Result<Book> book = Book::open(folder / "lockbox.db", options(50));
            if (!book) return 1;  // readers do not wait
            if (AccountStore(*book).read_all()->size() != 5) return 2;
            const auto begun = BatchStore(*book).begin(header("A", 2));
            if (begun || !contains(begun.error().message(), "locked for more than 50 ms (wait until")) return 3;
            return 0;
        });
        CHECK(status == 0);
    }
    const int status = in_child([&] {
        const Result<Book> book = Book::open(folder / "lockbox.db", options(50));
        return book && BatchStore(*book).begin(header("A", 2)) ? 0 : 1;
    });
    CHECK(status == 0);
}

TEST_CASE("a writer waits for another one that is soon done") {
    const TempFolder folder;
    { const Book book = book_with_accounts(folder, 5); }
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const Result<Book> book = Book::open(folder / "lockbox.db");
        Transaction held(book->connection(), Transaction::Kind::write);
        write_file(folder / "locked", "");
        std::this_thread::sleep_for(milliseconds(200));
        held.commit();
        ::_exit(0);
    }
    while (!std::filesystem::exists(folder / "locked")) std::this_thread::sleep_for(milliseconds(1));
    const Book book = reopened(folder);
    CHECK(error_of(BatchStore(book).begin(header("A", 2))) == "");
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
}

TEST_CASE("several processes make the same book at once") {
    const TempFolder folder;
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) ::_exit(Book::create(folder / "lockbox.db") ? 0 : 1);
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    check_sound(reopened(folder));
}

TEST_CASE("two processes on one batch, and two batches with the same check, post once") {
    const TempFolder folder;
    { const Book book = book_with_accounts(folder, 5); }
    const auto envelopes = some_envelopes(30, 1);
    std::vector<pid_t> children;
    for (const char* id : {"A", "A", "B", "C"}) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            const Result<Book> book = Book::open(folder / "lockbox.db");
            BatchStore store(*book);
            bool fine = store.begin(header(id, 60)).ok();
            for (const EnvelopeRecord& envelope : envelopes) fine = fine && store.record(batch_id(id), envelope);
            ::_exit(fine && store.finish(batch_id(id)) ? 0 : 1);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    const Book book = reopened(folder);
    const BatchStore store(book);
    int posted = 0;
    for (const char* id : {"A", "B", "C"}) {
        const auto summary = store.summary(batch_id(id));
        REQUIRE(error_of(summary) == "");
        CHECK(summary->adds_up());
        CHECK(summary->pages == 60);
        posted += summary->checks_posted;
    }
    CHECK(posted == 18);  // each instrument once: of 30 envelopes 6 are letters, and 6 of the others are in review
    check_sound(book);
}

TEST_CASE("killed at any moment, the batch ends in the same book") {
    const auto envelopes = some_envelopes(20, 1);
    const TempFolder undisturbed;
    { const Book book = book_with_accounts(undisturbed, 5); }
    const auto start = std::chrono::steady_clock::now();
    REQUIRE(in_child([&] { return work_on(undisturbed / "lockbox.db", envelopes); }) == 0);
    const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    const std::string expected = dump(reopened(undisturbed).connection());

    std::mt19937 random(4);
    int killed = 0;
    for (int round = 0; round < 12; ++round) {
        const TempFolder folder;
        { const Book book = book_with_accounts(folder, 5); }
        for (int attempt = 0; attempt < 3; ++attempt) {
            const pid_t child = ::fork();
            REQUIRE(child >= 0);
            if (child == 0) ::_exit(work_on(folder / "lockbox.db", envelopes));
            const auto moment = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(whole.count() / 2 + 1));
            std::this_thread::sleep_for(std::chrono::microseconds(moment));
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            killed += WIFSIGNALED(status) ? 1 : 0;
            const Book book = reopened(folder);
            check_sound(book);
            const auto summary = BatchStore(book).summary(batch_id("A"));
            if (summary) CHECK(summary->adds_up());
        }
        REQUIRE(work_on(folder / "lockbox.db", envelopes) == 0);
        CHECK(dump(reopened(folder).connection()) == expected);
    }
    CHECK(killed > 12);
}

TEST_CASE("killed in the middle of a load, the accounts are the old ones") {
    const TempFolder folder;
    { const Book book = book_with_accounts(folder, 50); }
    write_file(folder / "more.csv", account_file(4000));
    for (int reads_before_death = 1; reads_before_death <= 4; ++reads_before_death) {
        const int status = in_child([&] {
            const Result<Book> book = Book::open(folder / "lockbox.db");
            if (!book) return 1;
            book->connection().run("PRAGMA cache_size = 10");  // so that unfinished work reaches the disk
            int reads = 0;
            const auto die = [&](std::uint64_t, std::uint64_t) {
                if (++reads == reads_before_death) ::raise(SIGKILL);
            };
            return AccountStore(*book).load(folder / "more.csv", die).ok() ? 0 : 2;
        });
        CHECK(WIFSIGNALED(status));
        const Book book = reopened(folder);
        check_sound(book);
        CHECK(AccountStore(book).read_all()->size() == 50);
    }
    CHECK(AccountStore(reopened(folder)).load(folder / "more.csv").ok());
}
