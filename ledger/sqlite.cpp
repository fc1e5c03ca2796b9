#include "ledger/sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

namespace lockbox {
namespace {

constexpr const char* kFreeSpace = "free some space and run again; nothing of this step was kept";
constexpr const char* kGiveAccess = "let your user write the file and its folder, or choose another with --db";

Error no_room(const std::string& where) {
    return {"there is no room left on the disk", where, kFreeSpace};
}

Error not_writable(const std::string& where, int error_number) {
    const std::string cause = error_number == 0 ? "" : std::string(": ") + std::strerror(error_number);
    return {"the database or its folder cannot be written" + cause, where, kGiveAccess};
}

bool means_no_room(int error_number) {
    return error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;
}

Error in_words(int code, const std::string& detail, const std::string& where, int error_number,
               std::chrono::milliseconds waited) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {
                "another process has kept the database locked for more than " + std::to_string(waited.count()) + " ms",
                where, "wait until it has ended, or stop it, and run again"};
        case SQLITE_FULL:
            return no_room(where);
        case SQLITE_IOERR:
            if (means_no_room(error_number)) return no_room(where);
            return {std::string("the disk cannot be read or written: ") + std::strerror(error_number), where,
                    "see to the disk and run again; nothing of this step was kept"};
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return not_writable(where, error_number);
        case SQLITE_NOTADB:
            return {"this file is not a lockbox database", where, "choose another with --db, or move the file away"};
        case SQLITE_CORRUPT:
            return {"the database file is damaged: " + detail, where, "keep the file and restore the last backup"};
        case SQLITE_CONSTRAINT:
            return {"the book refused a row that breaks one of its rules: " + detail, where, ""};
        default:
            return {"the database engine failed: " + detail, where, ""};
    }
}

}  // namespace

Connection::Connection(const std::filesystem::path& path, Missing missing, std::chrono::milliseconds lock_wait_max)
    : path_(path), lock_wait_max_(lock_wait_max) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path_, error);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        throw BookFailure({"this is not a file", path_.string(), "choose another with --db"});
    }
    if (!std::filesystem::exists(status) && missing == Missing::refuse) {
        throw BookFailure({"the database is not there", path_.string(), "make it with `lockbox init`, or choose --db"});
    }
    if (missing == Missing::create) make_file();
    try {
        open_engine();
    } catch (...) {
        sqlite3_close_v2(handle_);
        throw;
    }
}

Connection::~Connection() {
    for (const auto& [sql, statement] : idle_) sqlite3_finalize(statement);
    sqlite3_close_v2(handle_);
}

// SQLite would make the file with the umask's permissions; -wal and -shm later copy those of the database.
void Connection::make_file() {
    const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        if (means_no_room(errno)) throw BookFailure(no_room(path_.string()));
        throw BookFailure(not_writable(path_.string(), errno));
    }
    ::close(file);
}

void Connection::keep_private() {
    struct stat status {};
    if (::stat(path_.c_str(), &status) != 0) throw BookFailure(not_writable(path_.string(), errno));
    constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
    if ((status.st_mode & 0777) == kOwnerOnly) return;
    if (::chmod(path_.c_str(), kOwnerOnly) != 0) throw BookFailure(not_writable(path_.string(), errno));
}

void Connection::open_engine() {
    // Absolute, so that no name has a meaning of its own to SQLite (":memory:").
    const std::string file = std::filesystem::absolute(path_).string();
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (const int code = sqlite3_open_v2(file.c_str(), &handle_, flags, nullptr); code != SQLITE_OK) fail(code);
    sqlite3_busy_handler(handle_, &Connection::wait_for_lock, this);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // Reads the file for the first time: here a file that is no database shows.
    run("PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
        "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864; SELECT COUNT(*) "
        "FROM sqlite_schema;");
    if (sqlite3_db_readonly(handle_, "main") == 1) throw BookFailure(not_writable(path_.string(), 0));
    keep_private();
    writers_ = WriteQueue::of(path_);
    use_wal();
}

// Short even waits: SQLite's own grow to 100 ms, and whoever waits longest then asks least often.
int Connection::wait_for_lock(void* self, int tries) {
    const auto* connection = static_cast<const Connection*>(self);
    constexpr auto kPause = std::chrono::milliseconds(1);
    if (tries * kPause >= connection->lock_wait_max_) return 0;
    std::this_thread::sleep_for(kPause);
    return 1;
}

// Turning WAL on does not wait for other connections as everything else does: two processes may do it at once.
void Connection::use_wal() {
    const auto deadline = std::chrono::steady_clock::now() + lock_wait_max_;
    for (;;) {
        const int code = sqlite3_exec(handle_, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
        if (code == SQLITE_OK) return;
        if ((code & 0xff) != SQLITE_BUSY || std::chrono::steady_clock::now() > deadline) fail(code);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

void Connection::run(const std::string& sql) {
    if (const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) fail(code);
}

std::int64_t Connection::last_row_id() const {
    return sqlite3_last_insert_rowid(handle_);
}

void Connection::fail(int code) const {
    // SQLite 3.40 forgets the system's error of a failed write; errno still has it.
    const int last_error = errno;
    const int kept_error = handle_ ? sqlite3_system_errno(handle_) : 0;
    const int error_number = kept_error != 0 ? kept_error : last_error;
    const std::string detail = handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
    throw BookFailure(in_words(code, detail, path_.string(), error_number, lock_wait_max_));
}

sqlite3_stmt* Connection::take_idle(std::string_view sql) {
    const auto found = idle_.find(std::string(sql));
    if (found == idle_.end()) return nullptr;
    sqlite3_stmt* statement = found->second;
    idle_.erase(found);
    return statement;
}

// A pragma may do its work when it is compiled, and EXPLAIN shows what was.
void Connection::keep_idle(const std::string& sql, sqlite3_stmt* statement) {
    constexpr std::size_t kIdleMax = 256;
    sqlite3_reset(statement);
    if (idle_.size() >= kIdleMax || sql.starts_with("PRAGMA") || sql.starts_with("EXPLAIN")) {
        sqlite3_finalize(statement);
        return;
    }
    sqlite3_clear_bindings(statement);
    idle_.emplace(sql, statement);
}

Statement::Statement(Connection& connection, std::string_view sql)
    : connection_(connection), sql_(sql), handle_(connection.take_idle(sql)) {
    if (handle_ != nullptr) return;
    const int code =
        sqlite3_prepare_v2(connection_.handle_, sql.data(), static_cast<int>(sql.size()), &handle_, nullptr);
    if (code != SQLITE_OK) connection_.fail(code);
}

Statement::~Statement() {
    connection_.keep_idle(sql_, handle_);
}

bool Statement::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) connection_.fail(code);
    return false;
}

void Statement::run() {
    while (step()) continue;
    reset();  // ends the read that a finished statement would otherwise hold open
}

std::int64_t Statement::changes() const {
    return sqlite3_changes64(connection_.handle_);
}

void Statement::reset() {
    sqlite3_reset(handle_);  // repeats the error of the last step, which step() has reported
}

void Statement::put_null(int index) {
    if (const int code = sqlite3_bind_null(handle_, index); code != SQLITE_OK) connection_.fail(code);
}

void Statement::put_integer(int index, std::int64_t value) {
    if (const int code = sqlite3_bind_int64(handle_, index, value); code != SQLITE_OK) connection_.fail(code);
}

void Statement::put_real(int index, double value) {
    if (const int code = sqlite3_bind_double(handle_, index, value); code != SQLITE_OK) connection_.fail(code);
}

void Statement::put_text(int index, std::string_view value) {
    // A view of nothing may have a null pointer, which SQLite would take for NULL.
    const char* data = value.empty() ? "" : value.data();
    const int code = sqlite3_bind_text64(handle_, index, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (code != SQLITE_OK) connection_.fail(code);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    if (sqlite3_column_type(handle_, column) != SQLITE_INTEGER) bad_column(column);
    return sqlite3_column_int64(handle_, column);
}

double Statement::real(int column) const {
    if (sqlite3_column_type(handle_, column) != SQLITE_FLOAT) bad_column(column);
    return sqlite3_column_double(handle_, column);
}

std::string_view Statement::text(int column) const {
    if (sqlite3_column_type(handle_, column) != SQLITE_TEXT) bad_column(column);
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

// Type and length before each value, so that neither can pass for the other.
void Statement::append_canonical(std::string& bytes) const {
    const int columns = sqlite3_column_count(handle_);
    for (int column = 0; column < columns; ++column) {
        const int type = sqlite3_column_type(handle_, column);
        if (type == SQLITE_NULL) {
            bytes += "n;";
            continue;
        }
        const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
        bytes += type == SQLITE_INTEGER ? 'i' : type == SQLITE_FLOAT ? 'f' : type == SQLITE_TEXT ? 't' : 'b';
        bytes += std::to_string(size);
        bytes += ':';
        bytes.append(data, size);
    }
}

void Statement::bad_column(int column) const {
    const char* name = sqlite3_column_name(handle_, column);
    throw BookFailure({std::string("the database holds a value that it may not hold, in ") + (name ? name : "a column"),
                       connection_.path().string(), "run `lockbox verify`; keep the file and restore the last backup"});
}

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
    if (kind == Kind::write) turn_.emplace(connection_.writers_, connection_.lock_wait_max_);
    connection_.run(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED");
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        connection_.run("ROLLBACK");
    } catch (const BookFailure&) {  // the engine has rolled back by itself, as it does on a full disk
    }
}

void Transaction::commit() {
    connection_.run("COMMIT");
    open_ = false;
    turn_.reset();
}

std::optional<EntryKind> from_word(std::type_identity<EntryKind>, std::string_view word) {
    return entry_kind_from(word);
}
std::optional<BookAccount> from_word(std::type_identity<BookAccount>, std::string_view word) {
    return book_account_from(word);
}
std::optional<Outcome> from_word(std::type_identity<Outcome>, std::string_view word) {
    return outcome_from(word);
}
std::optional<Reason> from_word(std::type_identity<Reason>, std::string_view word) {
    return reason_from(word);
}
std::optional<Disposition> from_word(std::type_identity<Disposition>, std::string_view word) {
    return disposition_from(word);
}
std::optional<PlanKind> from_word(std::type_identity<PlanKind>, std::string_view word) {
    return plan_kind_from(word);
}
std::optional<PlanStatus> from_word(std::type_identity<PlanStatus>, std::string_view word) {
    return plan_status_from(word);
}

}  // namespace lockbox
