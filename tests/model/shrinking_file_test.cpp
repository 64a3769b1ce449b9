// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "core/model/mapped_file.h"
#include "core/model/writing/model_edit.h"
#include "tests/model/refusal.h"
#include "tests/support/result_check.h"

using namespace bitwright;
using namespace bitwright::test;

// Files that another program cuts off while they are mapped: no signal ends this one, and nothing is made of what is
// gone.

TEST_CASE("whatIsGoneReadsAsZeros") {
  const Folder folder;
  writeFile(folder.file(), std::string(std::size_t{1} << 20U, 'x'));
  const auto file = MappedFile::open(folder.file());
  BW_VERIFY_RESULT(file);
  const auto bytes = (*file)->bytes();
  REQUIRE((*file)->unchanged());
  std::filesystem::resize_file(folder.file(), 10'000);
  const auto zeros = std::count(bytes.begin(), bytes.end(), std::byte{0});
  REQUIRE(zeros >= (1 << 20) - 12'288);
  REQUIRE(bytes[0] == std::byte{'x'});
  // It stays changed, also where the file has its size and times again.
  std::filesystem::resize_file(folder.file(), std::size_t{1} << 20U);
  const auto changed = (*file)->unchanged();
  REQUIRE(!changed);
  REQUIRE(changed.error().what.id() == "model.file.changed");
  // Another map of another file does not care.
  writeFile(folder.file("other"), std::string(9000, 'y'));
  const auto other = MappedFile::open(folder.file("other"));
  BW_VERIFY_RESULT(other);
  REQUIRE((*other)->unchanged());
  REQUIRE(std::count((*other)->bytes().begin(), (*other)->bytes().end(), std::byte{'y'}) == std::ptrdiff_t{9000});
}

TEST_CASE("manyMapsAndThreads") {
  const Folder folder;
  std::vector<std::shared_ptr<const MappedFile>> files;
  for (int index = 0; index < 40; ++index) {
    const auto path = folder.file(std::to_string(index));
    writeFile(path, std::string(std::size_t{1} << 18U, 'x'));
    files.push_back(MappedFile::open(path).value());
    if (index % 3 == 1) files.erase(files.begin());  // places are used again
  }
  for (const auto& file : files) std::filesystem::resize_file(file->shownAs(), 0);
  std::vector<std::jthread> threads;
  std::atomic<std::size_t> others{0};
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (const auto& file : files)
        others += static_cast<std::size_t>(
            std::count_if(file->bytes().begin(), file->bytes().end(), [](auto byte) { return byte != std::byte{0}; }));
    });
  }
  threads.clear();
  REQUIRE(others.load() == std::size_t{0});
  for (const auto& file : files) REQUIRE(!file->unchanged());
}

TEST_CASE("aModelThatShrinksIsNotWritten") {
  const Folder folder;
  auto made = smallModel();
  *made.graph().mutable_initializer(0) = weightTensor("w", kFloat, {4, 100'000});
  made.write(folder.file());
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  REQUIRE((*model)->unchanged());
  std::filesystem::resize_file(folder.file(), 20'000);
  const auto values = toFloat((*model)->tensors()[0]);
  REQUIRE(values.size() == std::size_t{400'000});
  REQUIRE(values.back() == 0.0F);
  const auto changed = (*model)->unchanged();
  REQUIRE(!changed);
  REQUIRE(changed.error().file == folder.file().string());
  const ModelEdit edit(*model);
  const auto written = edit.writeTo(folder.file("out.onnx"), Job{});
  REQUIRE(!written);
  REQUIRE(written.error().what.id() == "model.file.changed");
  REQUIRE((*model)->sha256().size() == std::size_t{64});
}

TEST_CASE("externalDataThatShrink") {
  const Folder folder;
  auto made = smallModel();
  auto& tensor = *made.graph().mutable_initializer(0);
  tensor = weightTensor("w", kFloat, {4, 100'000});
  std::string data;
  makeExternal(tensor, data, "weights.bin");
  made.write(folder.file());
  writeFile(folder.file("weights.bin"), data);
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  std::filesystem::resize_file(folder.file("weights.bin"), 0);
  REQUIRE(toFloat((*model)->tensors()[0]).back() == 0.0F);
  const auto changed = (*model)->unchanged();
  REQUIRE(!changed);
  REQUIRE(changed.error().file == folder.file("weights.bin").string());
}
