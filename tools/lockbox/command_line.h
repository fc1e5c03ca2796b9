#pragma once

namespace lockbox {

/// Parses the command line and runs the command it names. Returns the exit status.
int run_command_line(int argc, char** argv);

}  // namespace lockbox
