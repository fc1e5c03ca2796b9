#pragma once
// Names as a state's people bear them: a few that thousands share, and a long tail of rare ones.

#include <string>
#include <string_view>
#include <vector>

#include "tools/make_samples/random.h"

namespace lockbox::samples {

class NamePool {
  public:
    /// The names of the given file are among those drawn. Which are frequent is chance.
    NamePool(std::vector<std::string> first_names, std::vector<std::string> last_names, Random& random);

    [[nodiscard]] const std::string& first_name(Random& random) const;
    [[nodiscard]] std::string last_name(Random& random) const;

  private:
    /// Falling frequency: the n-th name is borne by a share in proportion to 1 / (n + flatness).
    struct Ranked {
        Ranked(std::vector<std::string> some, double flatness, Random& random);
        [[nodiscard]] const std::string& draw(Random& random) const;
        std::vector<std::string> names;
        std::vector<double> shares;  ///< running sums
    };
    Ranked first_, last_;
};

}  // namespace lockbox::samples
