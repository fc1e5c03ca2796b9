#pragma once
// Comma-separated values after RFC 4180, in UTF-8, from a source that is not trusted. Streams: memory is one row.
//
// Accepted: LF as well as CRLF, a byte order mark, commas, quotes and line breaks inside quotes, empty lines (skipped).
// A fault carries its line and field; reading goes on with the next row, so that one pass finds every fault. (Debian's
// fast-cpp-csv-parser cannot read line breaks inside quotes, and forgets the column of a fault.)

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockbox {

/// Fills the buffer from the start and returns how many bytes it gave; 0 at the end.
using CsvSource = std::function<std::size_t(std::span<char>)>;

struct CsvLimits {
    std::size_t field_bytes_max = 4096;
    std::size_t fields_max = 256;  ///< of one row
};

struct CsvFault {
    std::uint64_t line = 0;  ///< from 1, where the field begins
    int field = 0;           ///< from 1
    std::string what, remedy;
};

class CsvReader {
  public:
    enum class Next : std::uint8_t { row, fault, end };

    explicit CsvReader(CsvSource source, CsvLimits limits = {});
    [[nodiscard]] Next next();
    [[nodiscard]] std::span<const std::string> fields() const { return {fields_.data(), field_count_}; }
    [[nodiscard]] std::uint64_t line() const { return row_line_; }  ///< on which the row begins, from 1
    [[nodiscard]] const CsvFault& fault() const { return fault_; }

  private:
    [[nodiscard]] int peek();
    int take();
    void skip_byte_order_mark();
    void begin_field();
    void append(std::string_view text);
    void append_run();
    void append_special(char c);
    void read_field();
    void read_quoted();
    void read_odd_character();
    void skip_line();
    void complain(std::string what, std::string remedy);

    CsvSource source_;
    CsvLimits limits_;
    std::vector<char> buffer_;
    std::size_t at_ = 0, filled_ = 0;
    std::uint64_t line_ = 1, row_line_ = 1, field_line_ = 1;
    std::vector<std::string> fields_;  ///< kept from row to row for their memory
    std::size_t field_count_ = 0;
    bool faulty_ = false;
    CsvFault fault_;
};

[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace lockbox
