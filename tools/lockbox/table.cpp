#include "tools/lockbox/table.h"

#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>

namespace lockbox {
namespace {

/// Columns on a terminal, not bytes: continuation bytes of UTF-8 take no room.
std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width, Table::Align align) {
    const std::string space(width - std::min(width, width_of(text)), ' ');
    return align == Table::Align::left ? text + space : space + text;
}

/// RFC 4180. A cell that a spreadsheet would take for a formula is made text by an apostrophe before it.
std::string csv_cell(const std::string& text) {
    const bool formula = !text.empty() && std::string("=+@").find(text.front()) != std::string::npos;
    const std::string cell = formula ? "'" + text : text;
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

}  // namespace

void Table::add(std::vector<std::string> cells) {
    assert(cells.size() == columns_.size());
    rows_.push_back(std::move(cells));
}

std::string Table::to_string(Format format) const {
    switch (format) {
        case Format::text:
            return to_text();
        case Format::csv:
            return to_csv();
        case Format::json:
            return to_json(false);
        case Format::jsonl:
            return to_json(true);
    }
    return "";
}

std::string Table::to_text() const {
    std::vector<std::size_t> widths;
    for (const Column& column : columns_) widths.push_back(width_of(column.name));
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
    }
    std::string text;
    const auto add_line = [&](const auto& cell) {
        std::string line;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            line += (i > 0 ? "  " : "") + padded(cell(i), widths[i], columns_[i].align);
        }
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    };
    add_line([&](std::size_t i) { return columns_[i].name; });
    for (const auto& row : rows_) add_line([&](std::size_t i) { return row[i]; });
    return text;
}

std::string Table::to_csv() const {
    std::string text;
    for (std::size_t i = 0; i < columns_.size(); ++i) text += (i > 0 ? "," : "") + csv_cell(columns_[i].name);
    text += "\r\n";
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? "," : "") + csv_cell(row[i]);
        text += "\r\n";
    }
    return text;
}

std::string Table::to_json(bool lines) const {
    std::string text;
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const auto& row : rows_) {
        nlohmann::ordered_json object;
        for (std::size_t i = 0; i < row.size(); ++i) object[columns_[i].name] = row[i];
        if (lines) text += object.dump() + "\n";
        all.push_back(std::move(object));
    }
    return lines ? text : all.dump(2) + "\n";
}

}  // namespace lockbox
