// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "core/encoding/encoded_tensor.h"
#include "core/export/decode/decode_graph.h"
#include "core/export/decode/sparse_graph.h"
#include "core/export/interpreter/interpreter.h"

namespace bitwright::test {

/// EncodedTensors made of random codes, tables and scales: what schemes give, without a scheme.
class EncodedMaker {
 public:
  explicit EncodedMaker(unsigned int seed = 1) : random_(seed) {}

  CodeArray codes(int bits, std::int64_t count, std::int64_t levels) {
    CodeArray result(bits, count);
    std::uniform_int_distribution<std::int64_t> code(0, levels - 1);
    for (std::int64_t i = 0; i < count; ++i) result.set(i, static_cast<std::uint32_t>(code(random_)));
    return result;
  }
  std::vector<float> floats(std::int64_t count, StoredFloat width) {
    std::vector<float> values(static_cast<std::size_t>(count));
    std::normal_distribution<float> value(0.0F, 0.1F);
    for (auto& each : values)
      each = width == StoredFloat::float16 ? halfToFloat(floatToHalf(value(random_))) : value(random_);
    return values;
  }
  void scale(EncodedTerm& term, const Grouping& groups, StoredFloat width) {
    term.scaleGroups = groups;
    term.scaleWidth = width;
    term.scales = floats(groups.groupCount(), width);
  }
  EncodedTerm affine(int bits, std::int64_t count, bool symmetric, const Grouping& groups) {
    EncodedTerm term;
    term.codes = codes(bits, count, std::int64_t{1} << bits);
    term.tableGroups = groups;
    term.scaleGroups = Grouping::wholeTensor(count);
    AffineLevels levels;
    if (symmetric)
      levels.offset = 1 << (bits - 1);
    else {
      std::uniform_int_distribution<std::int32_t> zero(0, (1 << bits) - 1);
      for (std::int64_t i = 0; i < groups.groupCount(); ++i) levels.zeroPoints.push_back(zero(random_));
    }
    term.levels = std::move(levels);
    return term;
  }
  EncodedTerm table(int bits, std::int64_t levels, std::int64_t count, const Grouping& groups, StoredFloat width) {
    EncodedTerm term;
    term.codes = codes(bits, count, levels);
    term.tableGroups = groups;
    term.scaleGroups = Grouping::wholeTensor(count);
    auto book = std::make_shared<Codebook>();
    book->width = width;
    book->groups = groups.groupCount();
    book->levels = levels;
    book->values = floats(book->groups * levels, width);
    term.levels = TableLevels{book};
    return term;
  }
  EncodedTerm pattern(DataType type, std::int64_t count) {
    EncodedTerm term;
    term.codes = codes(16, count, 1 << 14);  // finite numbers, from subnormal up
    term.tableGroups = term.scaleGroups = Grouping::wholeTensor(count);
    term.levels = CastLevels{type};
    return term;
  }
  static EncodedTensor tensor(std::vector<std::int64_t> shape, DataType type, std::vector<EncodedTerm> terms) {
    EncodedTensor result;
    result.shape = std::move(shape);
    result.type = type;
    result.terms = std::move(terms);
    return result;
  }

 private:
  std::mt19937 random_;
};

/// A decode graph on its own, held by its names.
class WrittenGraph {
 public:
  WrittenGraph(const EncodedTensor& encoded, std::int64_t opset)
      : names_("_"), pool_(names_), list_(writeDecodeGraph(encoded, "w", opset, names_, pool_)) {
    hold();
  }
  WrittenGraph(const EncodedTensor& encoded, std::int64_t opset, SparseForm form)
      : names_("_"), pool_(names_), list_(writeSparseGraphAs(form, encoded, "w", opset, names_, pool_)) {
    hold();
  }
  /// From nodes of another writer, which takes the names and the pool.
  template <class Write>
  explicit WrittenGraph(const Write& write) : names_("_"), pool_(names_), list_(write(names_, pool_)) {
    hold();
  }
  WrittenGraph(const WrittenGraph&) = delete;
  WrittenGraph& operator=(const WrittenGraph&) = delete;
  [[nodiscard]] const Result<NodeList>& result() const { return list_; }
  [[nodiscard]] DecodeScope scope() const {
    return {[this](const std::string& name) -> std::optional<ConstantView> {
              const auto found = constants_.find(name);
              if (found == constants_.end()) return std::nullopt;
              return ConstantView{found->second.type, found->second.dims, found->second.bytes};
            },
            [this](const std::string& name) -> const onnx::NodeProto* {
              const auto found = producers_.find(name);
              return found == producers_.end() ? nullptr : found->second;
            }};
  }

  PartBytes own;  ///< without what a model's tensors share
  PartBytes bytes;
  std::vector<onnx::NodeProto> nodes;

 private:
  struct Held {
    DataType type;
    std::vector<std::int64_t> dims;
    std::vector<std::byte> bytes;
  };
  void hold() {
    if (!list_) return;
    own = bytes = list_->bytes;
    bytes += pool_.bytes();
    auto taken = pool_.take();
    for (auto* list : {&taken.shared, &taken.pooled, &*list_}) {
      for (auto& node : list->nodes) nodes.push_back(std::move(node));
    }
    for (auto& node : nodes) {
      if (node.op_type() == "Constant") {
        constants_[node.output(0)] = held(node.attribute(0).t());
      } else {
        for (const auto& output : node.output()) producers_[output] = &node;
      }
    }
  }
  static Held held(const onnx::TensorProto& tensor) {
    Held result{static_cast<DataType>(tensor.data_type()), {tensor.dims().begin(), tensor.dims().end()}, {}};
    const auto append = [&result](const auto& values) {
      for (const auto value : values) {
        const auto* at = reinterpret_cast<const std::byte*>(&value);
        result.bytes.insert(result.bytes.end(), at, at + sizeof value);
      }
    };
    append(tensor.raw_data());
    append(tensor.int64_data());
    append(tensor.int32_data());
    return result;
  }

  NameSource names_;
  ConstantPool pool_;
  Result<NodeList> list_;
  std::map<std::string, Held> constants_;
  std::map<std::string, const onnx::NodeProto*> producers_;
};

}  // namespace bitwright::test
