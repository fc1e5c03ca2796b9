#pragma once
// Rows for people (aligned columns) and for programs (CSV, JSON): the same cells, four ways to print them.

#include <cstdio>
#include <string>
#include <vector>

#include "tools/lockbox/commands.h"

namespace lockbox {

class Table {
  public:
    enum class Align { left, right };
    struct Column {
        std::string name;
        Align align = Align::left;
    };

    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

    /// One cell for each column.
    void add(std::vector<std::string> cells);
    [[nodiscard]] std::string to_string(Format format) const;
    [[nodiscard]] bool empty() const { return rows_.empty(); }

  private:
    [[nodiscard]] std::string to_text() const;
    [[nodiscard]] std::string to_csv() const;
    [[nodiscard]] std::string to_json(bool lines) const;

    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace lockbox
