// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

// This process: what it is and what it uses.

namespace bitwright::platform {

/// As the system tells it.
[[nodiscard]] std::filesystem::path executablePath(std::error_code& problem);
/// No other process has it as long as this one lives.
[[nodiscard]] int processNumber();
/// Before any other thread runs.
void setEnvironment(const std::string& variable, const std::string& value);

/// Bytes of memory in use; 0: not known.
[[nodiscard]] std::uint64_t residentBytes();
/// The most that it had since it started, or since `restartPeak()` was true; 0: not known.
[[nodiscard]] std::uint64_t peakResidentBytes();
/// False where the system keeps the earlier peak.
[[nodiscard]] bool restartPeak();
/// The most that this process, or one that it started and that has ended, ever had.
[[nodiscard]] std::uint64_t peakResidentBytesOfAll();
/// Gives memory that the heap keeps for later back to the system.
void returnFreeMemory();

/// Of the processor, all its threads; 0: not known.
[[nodiscard]] double processorSeconds();
/// Times the system took a core from a thread that would have gone on.
[[nodiscard]] std::int64_t involuntarySwitches();
/// The calling thread, and those it starts from here on, go behind others by so much: 0 as others, 19 last of all.
void giveWay(int niceness);

}  // namespace bitwright::platform
