// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "core/runtime_server/measuring/energy_counter.h"
#include "core/runtime_server/measuring/system_monitor.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

void write(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << text << '\n';
}

void writePackage(const std::filesystem::path& folder, const std::string& name, const std::string& microjoules) {
  write(folder / "name", name);
  write(folder / "energy_uj", microjoules);
  write(folder / "max_energy_range_uj", "1000000");
}

int coreCount() {
  return static_cast<int>(::sysconf(_SC_NPROCESSORS_CONF));
}

/// The lines of /proc/stat for every core this process may run on; ticks a core.
std::string statText(int user, int idle, int steal) {
  std::string text = "cpu  1 2 3 4 5 6 7 8 0 0\n";
  for (int core = 0; core < coreCount(); ++core) {
    text += "cpu" + std::to_string(core) + " " + std::to_string(user) + " 0 0 " + std::to_string(idle) + " 0 0 0 " +
            std::to_string(steal) + " 0 0\n";
  }
  return text + "intr 17\n";
}

}  // namespace

// On made /proc and /sys folders: the machine the tests run on need not have any of it.

TEST_CASE("energyOfAllPackagesIsCounted") {
  const ScratchFolder made;
  const std::filesystem::path folder = made.path().string();
  writePackage(folder / "intel-rapl:0", "package-0", "100");
  writePackage(folder / "intel-rapl:1", "package-1", "5000");
  writePackage(folder / "intel-rapl:0:0", "core", "90");  // part of package-0
  writePackage(folder / "intel-rapl:2", "psys", "1");     // more than the processor
  EnergyCounter counter(folder);
  REQUIRE(counter.reason().empty());
  REQUIRE(counter.microjoules() == std::optional<std::uint64_t>(0));
  write(folder / "intel-rapl:0/energy_uj", "350");
  write(folder / "intel-rapl:1/energy_uj", "5007");
  write(folder / "intel-rapl:2/energy_uj", "900");
  REQUIRE(counter.microjoules() == std::optional<std::uint64_t>(257));
}

TEST_CASE("aCounterThatStartsAnewIsSeenThrough") {
  const ScratchFolder made;
  const std::filesystem::path folder = made.path().string();
  writePackage(folder / "intel-rapl:0", "package-0", "999000");
  EnergyCounter counter(folder);
  write(folder / "intel-rapl:0/energy_uj", "500");
  REQUIRE(counter.microjoules() == std::optional<std::uint64_t>(1500));
  write(folder / "intel-rapl:0/energy_uj", "700");
  REQUIRE(counter.microjoules() == std::optional<std::uint64_t>(1700));
  write(folder / "intel-rapl:0/energy_uj", "not a number");
  REQUIRE(!counter.microjoules());
}

TEST_CASE("whyEnergyIsMissingIsSaid") {
  const ScratchFolder made;
  const std::filesystem::path folder = made.path().string();
  EnergyCounter none(folder / "nowhere");
  REQUIRE(none.reason().id() == "energy.none");
  REQUIRE(!none.microjoules());
  write(folder / "intel-rapl:0/name", "package-0");  // and no counter that could be read
  EnergyCounter unreadable(folder);
  REQUIRE(unreadable.reason().id() == "energy.unreadable");
  REQUIRE(!unreadable.microjoules());
}

TEST_CASE("otherWorkIsWhatIsNeitherIdleNorOurs") {
  const ScratchFolder made;
  const std::filesystem::path root = made.path().string();
  write(root / "proc/loadavg", "2.75 1.00 0.50 3/200 4711");
  write(root / "proc/stat", statText(1000, 1000, 0));
  const SystemMonitor watch(root);
  write(root / "proc/stat",
        statText(301'000, 601'000, 100'000));  // of a million ticks 300,000 in programs, 100,000 for other machines
  const auto state = watch.state();
  REQUIRE((state.otherWork && std::abs(*state.otherWork - 0.4) < 0.01));
  REQUIRE(state.loadAverage == std::optional<double>(2.75));
  REQUIRE((state.governor.empty() && !state.throttled));
}

TEST_CASE("clocksAreLookedAtWhereTheyShow") {
  const ScratchFolder made;
  const std::filesystem::path root = made.path().string();
  for (int core = 0; core < coreCount(); ++core) {
    const auto folder = root / ("sys/devices/system/cpu/cpu" + std::to_string(core));
    write(folder / "cpufreq/scaling_governor", "powersave");
    write(folder / "thermal_throttle/core_throttle_count", "3");
  }
  const SystemMonitor watch(root);
  auto state = watch.state();
  REQUIRE(state.governor == "powersave");
  REQUIRE(state.throttled == std::optional<std::int64_t>(0));
  REQUIRE((!state.otherWork && !state.loadAverage));
  for (int core = 0; core < coreCount(); ++core) {
    write(root / ("sys/devices/system/cpu/cpu" + std::to_string(core) + "/thermal_throttle/core_throttle_count"), "4");
  }
  state = watch.state();
  REQUIRE((state.throttled && *state.throttled >= 1 &&
           *state.throttled <= coreCount()));  // of those this process may run on
}
