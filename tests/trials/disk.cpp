#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <random>

#include "../ledger/book_for_test.h"
#include "days_work.h"
#include "faulty_vfs.h"
#include "trials.h"

namespace lockbox::trials {
namespace {

/// How often the whole work writes to the disk.
std::int64_t operations_of_the_work(const std::filesystem::path& folder) {
    const int status = test::in_child([&] {
        arm_faulty_disk(DiskFault::error, 0);
        if (do_days_work(folder) != 0) return 1;
        test::write_file(folder / "operations", std::to_string(disk_operations()));
        return 0;
    });
    return status == 0 ? std::stoll(test::read_file(folder / "operations")) : 0;
}

}  // namespace

bool disk(int faults, unsigned seed) {
    const TrialFolder undisturbed;
    prepare(undisturbed.path());
    const std::int64_t operations = operations_of_the_work(undisturbed.path());
    if (operations == 0) return failed("the undisturbed work did not end well");
    const std::string expected = sound_book(undisturbed.path());
    if (expected.empty()) return false;
    std::mt19937 random(seed);
    int done = 0, books = 0;
    while (done < faults) {
        const TrialFolder folder;
        prepare(folder.path());
        for (int repeat = 0; repeat < 5 && done < faults; ++repeat, ++done) {
            const auto fault = static_cast<DiskFault>(done % 3);
            const auto after = static_cast<std::int64_t>(1 + random() % static_cast<std::uint64_t>(operations));
            const int status = test::in_child([&] {
                arm_faulty_disk(fault, after);
                static_cast<void>(do_days_work(folder.path()));  // fails, or is done before the fault comes
                return 0;
            });
            if (status != 0) return failed("the work crashed on a faulty disk, fault " + std::to_string(done));
            if (sound_book(folder.path()).empty()) return failed("after fault " + std::to_string(done));
        }
        if (do_days_work(folder.path()) != 0) return failed("the work could not be ended on a good disk");
        ++books;
        if (!same_book(expected, sound_book(folder.path()))) return false;
    }
    std::printf("disk: %d faults (failed, torn, full) among %lld writes over %d books; every book as undisturbed.\n",
                done, static_cast<long long>(operations), books);
    return true;
}

}  // namespace lockbox::trials
