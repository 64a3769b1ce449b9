// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <random>

#include "core/model/writing/model_edit.h"
#include "tests/model/refusal.h"
#include "tests/support/made_models.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;

// Seeded damage to sound models: each either opens, and can then be read and written, or is refused in one line.

TEST_CASE("damaged") {
  Rows<std::string> rows;
  const auto row = [&](const char* name, const ModelBuilder& made) { rows.add(name, made.bytes()); };
  row("every holder", holderModel({25, 13, kFloat, Encoding::raw}));
  row("every holder, typed", holderModel({13, 8, kHalf, Encoding::typed}));
  auto sparse = smallModel();
  auto& added = *sparse.graph().add_sparse_initializer();
  *added.mutable_values() = tensor("s", kFloat, {3}, {1, 2, 3});
  *added.mutable_indices() = int64Tensor("", {0, 7, 9});
  added.add_dims(10);
  row("sparse", sparse);

  rows.run([&](const std::string& source) {
    const Folder folder;
    std::mt19937 random(20261121);
    const auto below = [&random](std::size_t limit) {
      return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    int opens = 0;
    constexpr int kRounds = 500;
    for (int round = 0; round < kRounds; ++round) {
      std::string bytes = source;
      const auto changes = 1 + below(3);
      for (std::size_t change = 0; change < changes; ++change) {
        const auto at = below(bytes.size());
        switch (below(5)) {
          case 0:
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
            break;
          case 1:
            bytes[at] = static_cast<char>(below(256));
            break;
          case 2:
            bytes.erase(at, 1 + below(8));
            break;
          case 3:
            bytes.insert(at, bytes.substr(below(bytes.size()), 1 + below(40)));
            break;
          default:
            if (below(8) == 0)
              bytes.resize(at + 1);
            else
              bytes[at] = '\xff';
        }
      }
      writeFile(folder.file(), bytes);
      const auto model = Model::open(folder.file());
      if (!model) {
        REQUIRE(model.error().line().find('\n') == std::string::npos);
        REQUIRE(!model.error().what.empty());
        continue;
      }
      ++opens;
      for (const auto& each : (*model)->tensors()) {
        const auto bits = dataTypeBits(each.type);
        if (bits) REQUIRE(each.bytes.size() == (static_cast<std::size_t>(each.elementCount() * *bits) + 7) / 8);
        volatile float sum = 0;
        for (const float value : toFloat(each)) sum = sum + value;
      }
      ModelEdit edit(*model);
      const auto size = edit.serializedBytes();
      REQUIRE(size.has_value());
      if (round % 10 != 0) continue;
      REQUIRE(edit.writeTo(folder.file("out.onnx"), {}).has_value());
      REQUIRE(canonical(readFile(folder.file("out.onnx"))) == canonical(bytes));
    }
    REQUIRE_MESSAGE((opens > kRounds / 50 && opens < kRounds), std::to_string(opens));
  });
}
