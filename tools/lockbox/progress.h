#pragma once
// A progress bar for people at a terminal; silent anywhere else.

#include <chrono>
#include <cstddef>
#include <string>

namespace lockbox {

class Progress {
  public:
    /// `total` may be 0 when it is not known: then only the count is shown.
    Progress(std::string title, std::size_t total);
    ~Progress();  ///< clears the line
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void advance_to(std::size_t done);

  private:
    void draw();

    std::string title_;
    std::size_t total_, done_ = 0;
    bool shown_;
    std::chrono::steady_clock::time_point started_, drawn_;
};

}  // namespace lockbox
