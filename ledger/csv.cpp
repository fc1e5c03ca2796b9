#include "ledger/csv.h"

#include <algorithm>
#include <utility>

namespace lockbox {
namespace {

constexpr std::size_t kBufferBytes = 1U << 18;
constexpr int kEnd = -1;

bool is_special(char c) {
    return c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\0';
}

// The number of bytes of the well-formed sequence that `text` begins with; 0 when there is none (Unicode table 3-7).
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) > 0x9F;
        return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool overlong = lead == 0xF0 && byte(1) < 0x90;
        const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
        return tail(1) && tail(2) && tail(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

CsvReader::CsvReader(CsvSource source, CsvLimits limits)
    : source_(std::move(source)), limits_(limits), buffer_(kBufferBytes) {
    skip_byte_order_mark();
}

int CsvReader::peek() {
    if (at_ == filled_) {
        filled_ = source_(buffer_);
        at_ = 0;
    }
    return at_ == filled_ ? kEnd : static_cast<unsigned char>(buffer_[at_]);
}

int CsvReader::take() {
    const int c = peek();
    if (c == kEnd) return c;
    ++at_;
    if (c == '\n') ++line_;
    return c;
}

void CsvReader::skip_byte_order_mark() {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    while (filled_ < kMark.size()) {
        const std::size_t count = source_(std::span(buffer_).subspan(filled_));
        if (count == 0) break;
        filled_ += count;
    }
    if (std::string_view(buffer_.data(), filled_).starts_with(kMark)) at_ = kMark.size();
}

void CsvReader::complain(std::string what, std::string remedy) {
    if (faulty_) return;  // the first fault of a row explains those that follow from it
    faulty_ = true;
    fault_ = {field_line_, static_cast<int>(field_count_), std::move(what), std::move(remedy)};
}

void CsvReader::begin_field() {
    field_line_ = line_;
    if (field_count_ == limits_.fields_max) {
        complain("the row has more than " + std::to_string(limits_.fields_max) + " fields", "");
        --field_count_;
    }
    if (fields_.size() == field_count_) fields_.emplace_back();
    fields_[field_count_++].clear();
}

void CsvReader::append(std::string_view text) {
    std::string& field = fields_[field_count_ - 1];
    if (field.size() + text.size() > limits_.field_bytes_max) {
        return complain("the field is longer than " + std::to_string(limits_.field_bytes_max) + " bytes",
                        "a closing quote may be missing");
    }
    field += text;
}

// Most of a file is characters that mean nothing to its form: they are taken a run at a time.
void CsvReader::append_run() {
    const auto begin = buffer_.begin() + static_cast<std::ptrdiff_t>(at_);
    const auto end = std::find_if(begin, buffer_.begin() + static_cast<std::ptrdiff_t>(filled_), is_special);
    append({begin, end});
    at_ += static_cast<std::size_t>(end - begin);
}

void CsvReader::append_special(char c) {
    if (c == '\0') complain("a zero byte", "this is not a text file, or it is damaged");
    append({&c, 1});
}

// From after the opening quote to after the closing one.
void CsvReader::read_quoted() {
    while (!faulty_) {
        if (peek() == kEnd) return complain("a quote is opened and never closed", "");
        append_run();
        if (at_ == filled_) continue;
        const int c = take();
        if (c == '"' && peek() != '"') break;
        if (c == '"') take();
        append_special(static_cast<char>(c));
    }
    const int after = peek();
    if (after != ',' && after != '\r' && after != '\n' && after != kEnd) {
        complain("text after a closing quote", "double the quotes inside a field");
    }
}

// Up to the comma or the end of the line.
void CsvReader::read_field() {
    begin_field();
    if (peek() == '"') {
        take();
        read_quoted();
    }
    while (peek() != kEnd && !faulty_) {
        append_run();
        const int c = peek();
        if (c == ',' || c == '\n' || c == kEnd) break;
        if (is_special(static_cast<char>(c))) read_odd_character();
    }
    if (!is_utf8(fields_[field_count_ - 1]))
        complain("bytes that are not UTF-8", "send the file as UTF-8, not Latin-1");
    if (faulty_) skip_line();
}

// One that has no business outside of quotes, but for the carriage return of a line end.
void CsvReader::read_odd_character() {
    const int c = take();
    if (c == '"') complain("a quote inside a field that does not begin with one", "put the field in quotes");
    if (c == '\0') append_special('\0');
    if (c == '\r' && peek() != '\n') complain("a carriage return without a line feed", "end lines with LF or CRLF");
}

// Where sense may resume after a fault.
void CsvReader::skip_line() {
    for (int c = peek(); c != kEnd && c != '\n'; c = peek()) take();
}

CsvReader::Next CsvReader::next() {
    while (peek() == '\n' || peek() == '\r') take();
    field_count_ = 0;
    faulty_ = false;
    row_line_ = line_;
    if (peek() == kEnd) return Next::end;
    read_field();
    while (peek() == ',') {
        take();
        read_field();
    }
    take();  // the line feed
    return faulty_ ? Next::fault : Next::row;
}

}  // namespace lockbox
