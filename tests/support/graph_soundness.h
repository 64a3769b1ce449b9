// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <filesystem>
#include <string>

namespace bitwright::test {

/// What of a model is against the format (https://onnx.ai/onnx/repo-docs/IR.html), of what a rewriting of its graph can
/// break; empty where nothing is: a node that reads, itself or inside its branches, what a later one makes, or what
/// nobody does; a value that two make; a domain that is used and not imported, or imported twice; two nodes of one
/// name; a type that is said of a stored value and is not its own.
[[nodiscard]] std::string whatIsWrong(const onnx::ModelProto& model);
[[nodiscard]] std::string whatIsWrong(const std::filesystem::path& model);

}  // namespace bitwright::test
