#include <cstdio>
#include <exception>

#include "tools/lockbox/command_line.h"
#include "tools/lockbox/commands.h"

int main(int argc, char** argv) {
    try {
        return lockbox::run_command_line(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "lockbox: a fault in the program: %s (nothing half-done was kept; please report it)\n",
                     error.what());
        return lockbox::kCouldNotRun;
    }
}
