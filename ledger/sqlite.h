#pragma once
// SQLite behind RAII: the connection, statements and transactions of the ledger. sqlite.cpp alone includes sqlite3.h.
//
// Inside ledger/ what cannot go on throws BookFailure, so that a transaction unwinds from any depth; the public
// functions of the room run inside as_result() and return the Error that it carries.

#include <chrono>
#include <concepts>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "ledger/entry.h"
#include "ledger/money.h"
#include "ledger/plan.h"
#include "ledger/records.h"
#include "ledger/result.h"
#include "ledger/write_queue.h"

struct sqlite3;
struct sqlite3_stmt;

namespace lockbox {

class BookFailure : public std::exception {
  public:
    explicit BookFailure(Error error) : error_(std::move(error)), message_(error_.message()) {}
    [[nodiscard]] const Error& error() const { return error_; }
    [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

  private:
    Error error_;
    std::string message_;
};

/// Runs `work`, which returns a T, a Result<T> or nothing, and turns a BookFailure into the Error of a Result<T>.
template <class Work>
[[nodiscard]] auto as_result(Work&& work) {
    using Value = std::invoke_result_t<Work>;
    if constexpr (requires(Value value) { value.error(); }) {
        try {
            return work();
        } catch (const BookFailure& failure) {
            return Value(failure.error());
        }
    } else {
        try {
            if constexpr (std::is_void_v<Value>) {
                work();
                return Result<Value>();
            } else {
                return Result<Value>(work());
            }
        } catch (const BookFailure& failure) {
            return Result<Value>(failure.error());
        }
    }
}

/// One open database, for one thread at a time. In force: WAL, foreign keys, synchronous FULL (a commit is on the
/// disk), recursive triggers (REPLACE cannot dodge a DELETE trigger), defensive mode, no trust in the stored schema.
class Connection {
  public:
    enum class Missing : std::uint8_t { refuse, create };
    /// The database file is readable by its owner only, and with it SQLite's -wal and -shm files. Throws BookFailure.
    Connection(const std::filesystem::path& path, Missing missing, std::chrono::milliseconds lock_wait_max);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Runs statements without parameters, for instance a migration. Throws BookFailure.
    void run(const std::string& sql);
    [[nodiscard]] std::int64_t last_row_id() const;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// The engine's last error in the words of the operator, with a remedy.
    [[noreturn]] void fail(int code) const;

  private:
    friend class Statement;
    friend class Transaction;
    void make_file();
    void keep_private();
    void open_engine();
    void use_wal();
    static int wait_for_lock(void* self, int tries);
    [[nodiscard]] sqlite3_stmt* take_idle(std::string_view sql);
    void keep_idle(const std::string& sql, sqlite3_stmt* statement);
    std::filesystem::path path_;
    std::chrono::milliseconds lock_wait_max_;
    sqlite3* handle_ = nullptr;
    std::shared_ptr<WriteQueue> writers_;
    /// Compiled statements that wait to be used again: compiling one costs more than running it.
    std::unordered_multimap<std::string, sqlite3_stmt*> idle_;
};

[[nodiscard]] std::optional<EntryKind> from_word(std::type_identity<EntryKind>, std::string_view word);
[[nodiscard]] std::optional<BookAccount> from_word(std::type_identity<BookAccount>, std::string_view word);
[[nodiscard]] std::optional<Outcome> from_word(std::type_identity<Outcome>, std::string_view word);
[[nodiscard]] std::optional<Reason> from_word(std::type_identity<Reason>, std::string_view word);
[[nodiscard]] std::optional<Disposition> from_word(std::type_identity<Disposition>, std::string_view word);
[[nodiscard]] std::optional<PlanKind> from_word(std::type_identity<PlanKind>, std::string_view word);
[[nodiscard]] std::optional<PlanStatus> from_word(std::type_identity<PlanStatus>, std::string_view word);

/// A prepared statement. Values go in and come out as the types of the business: cents as integers, dates, identifiers
/// and words as text, an empty optional as NULL. Every function throws BookFailure.
class Statement {
  public:
    Statement(Connection& connection, std::string_view sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Starts afresh with these values for ?1, ?2 ...
    template <class... Values>
    Statement& bind(const Values&... values) {
        reset();
        int index = 0;
        (put(++index, values), ...);
        return *this;
    }
    /// True when there is a row to read.
    [[nodiscard]] bool step();
    /// To its end: for statements without rows.
    void run();
    /// Rows that the last INSERT, UPDATE or DELETE touched.
    [[nodiscard]] std::int64_t changes() const;

    /// The value of a column, from 0. A value that the type cannot hold means a damaged book: throws.
    template <class T>
    [[nodiscard]] T get(int column) const;
    /// Valid until the next step or reset.
    [[nodiscard]] std::string_view text(int column) const;
    /// The whole row as bytes that no other row shares: what a seal is made of.
    void append_canonical(std::string& bytes) const;

  private:
    void reset();
    void put_null(int index);
    void put_integer(int index, std::int64_t value);
    void put_real(int index, double value);
    void put_text(int index, std::string_view value);
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[noreturn]] void bad_column(int column) const;

    template <class T>
    void put(int index, const T& value);

    Connection& connection_;
    std::string sql_;
    sqlite3_stmt* handle_ = nullptr;
};

/// All or nothing. Rolls back unless committed; the destructor never throws.
class Transaction {
  public:
    enum class Kind : std::uint8_t {
        write,  ///< BEGIN IMMEDIATE: waits for other writers now, not in the middle
        read,   ///< several statements that see one state of the book
    };
    Transaction(Connection& connection, Kind kind);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

  private:
    Connection& connection_;
    std::optional<WriteQueue::Turn> turn_;
    bool open_ = true;
};

/// The first column of the first row; nullopt when there is no row.
template <class T, class... Values>
[[nodiscard]] std::optional<T> query_one(Connection& connection, std::string_view sql, const Values&... values) {
    Statement statement(connection, sql);
    if (!statement.bind(values...).step()) return std::nullopt;
    return statement.get<T>(0);
}

template <class... Values>
void execute(Connection& connection, std::string_view sql, const Values&... values) {
    Statement(connection, sql).bind(values...).run();
}

// ---- how values travel ----

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
void Statement::put(int index, const T& value) {
    if constexpr (is_optional<T>) {
        value ? put(index, *value) : put_null(index);
    } else if constexpr (std::is_integral_v<T>) {
        put_integer(index, static_cast<std::int64_t>(value));
    } else if constexpr (std::is_floating_point_v<T>) {
        put_real(index, value);
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
        put_text(index, value);
    } else if constexpr (std::is_same_v<T, Cents>) {
        put_integer(index, value.count());
    } else if constexpr (std::is_enum_v<T>) {
        put_text(index, to_word(value));
    } else if constexpr (requires { value.str(); }) {
        put_text(index, value.str());
    } else if constexpr (requires { value.to_string(); }) {
        put_text(index, value.to_string());
    } else {
        put_integer(index, value.value);  // RowId
    }
}

template <class T>
T Statement::get(int column) const {
    if constexpr (is_optional<T>) {
        return is_null(column) ? T() : T(get<typename T::value_type>(column));
    } else if constexpr (std::is_integral_v<T>) {
        const std::int64_t value = integer(column);
        if (!std::in_range<T>(value)) bad_column(column);
        return static_cast<T>(value);
    } else if constexpr (std::is_floating_point_v<T>) {
        return real(column);
    } else if constexpr (std::is_same_v<T, std::string>) {
        return std::string(text(column));
    } else if constexpr (std::is_same_v<T, Cents>) {
        return Cents(integer(column));
    } else if constexpr (std::is_enum_v<T>) {
        const std::optional<T> value = from_word(std::type_identity<T>{}, text(column));
        if (!value) bad_column(column);
        return *value;
    } else if constexpr (requires { T::parse(std::string_view()); }) {
        const std::optional<T> value = T::parse(text(column));
        if (!value) bad_column(column);
        return *value;
    } else {
        return T{integer(column)};  // RowId
    }
}

}  // namespace lockbox
