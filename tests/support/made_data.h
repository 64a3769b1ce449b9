// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Data files as other programs write them, and as they do not.

namespace bitwright::test {

/// IDX: magic 0 0 TYPE RANK, big-endian sizes, the values.
[[nodiscard]] std::string idxBytes(const std::vector<std::uint32_t>& shape, const std::string& values, char type = 8);
[[nodiscard]] std::string gzipped(const std::string& bytes);

/// The text of NumPy's array header, padded as NumPy does, for whatever stands in it.
[[nodiscard]] std::string npyWithHeader(const std::string& header, const std::string& values, char version = 1);
[[nodiscard]] std::string npyBytes(const std::string& type, const std::vector<std::int64_t>& shape,
                                   const std::string& values);
[[nodiscard]] std::string floatBytes(const std::vector<float>& values);

struct MadeMember {
  std::string name;
  std::string bytes;
  bool deflated = false;
};
[[nodiscard]] std::string zipBytes(const std::vector<MadeMember>& members);

}  // namespace bitwright::test
