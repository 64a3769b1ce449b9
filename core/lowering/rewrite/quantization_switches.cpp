// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/rewrite/quantization_switches.h"

#include <algorithm>
#include <map>
#include <vector>

#include "core/lowering/rewrite/graph_rewrite.h"
#include "core/model/model_document.h"

namespace bitwright {

namespace {

class Switches {
 public:
  Switches(onnx::ModelProto& model, const CompressedModel& source, const std::string& switches,
           const std::string& prefix)
      : rewrite_(model, prefix), graph_(source.model->document().slim().graph()), switches_(switches) {}

  void add(const QuantizedPlace& place, std::int64_t index) {
    auto* maker = rewrite_.nodeMaking(place.value);
    const auto chosen = rewrite_.freshName();
    std::string read = place.value;
    if (place.readers.empty()) {  // everything reads what is chosen: it takes over the name
      if (maker == nullptr) return;
      read = rewrite_.freshName();
      maker->set_output(0, read);
    }
    const auto decoded = decodedValue(place, read);
    const auto which =
        rewrite_.stored(DataType::int64, {}, {reinterpret_cast<const std::byte*>(&index), sizeof(index)});
    const auto value = rewrite_.freshName();
    const auto on = rewrite_.freshName();
    put(place.value, nodeOf("Gather", {switches_, which}, {value}));
    put(place.value, nodeOf("Greater", {value, half()}, {on}));
    put(place.value, nodeOf("Where", {on, decoded, read}, {place.readers.empty() ? place.value : chosen}));
    for (const int reader : place.readers) {
      auto* node = rewrite_.nodeMaking(graph_.node(reader).output(0));
      if (node == nullptr) continue;
      for (int at = 0; at < node->input_size(); ++at) {
        if (node->input(at) == place.value) node->set_input(at, chosen);
      }
    }
  }

  void finish() { static_cast<void>(rewrite_.finish()); }

 private:
  /// Behind what makes the value; what is stored or fed has nothing in front of it.
  void put(const std::string& value, onnx::NodeProto node) {
    if (rewrite_.nodeMaking(value) != nullptr)
      rewrite_.addBehind(value, std::move(node));
    else
      rewrite_.addFirst(std::move(node));
  }

  std::string half() { return rewrite_.scale(0.5F); }

  /// Once for all that read the same value with the same levels.
  std::string decodedValue(const QuantizedPlace& place, const std::string& read) {
    const auto [known, isNew] = decoded_.try_emplace(place.value);
    if (!isNew) return known->second;
    const auto codes = rewrite_.freshName();
    known->second = rewrite_.freshName();
    if (place.levels) {
      put(place.value, rewrite_.quantize(read, codes, *place.levels));
      put(place.value, rewrite_.dequantize(codes, known->second, *place.levels));
    } else {
      const auto scale = rewrite_.freshName();
      const auto zero = rewrite_.freshName();
      put(place.value, nodeOf("DynamicQuantizeLinear", {read}, {codes, scale, zero}));
      put(place.value, nodeOf("DequantizeLinear", {codes, scale, zero}, {known->second}));
    }
    return known->second;
  }

  GraphRewrite rewrite_;
  const onnx::GraphProto& graph_;
  std::string switches_;
  std::map<std::string, std::string> decoded_;
};

}  // namespace

void writeQuantizationSwitches(onnx::ModelProto& model, std::span<const QuantizedPlace> places,
                               const CompressedModel& source, const std::string& switches, const std::string& prefix) {
  constexpr std::int64_t kFreeInitializers = 4;  // the version of the format from which on they are no inputs
  model.set_ir_version(std::max<std::int64_t>(model.ir_version(), kFreeInitializers));
  auto* stored = model.mutable_graph()->add_initializer();
  stored->set_name(switches);
  stored->set_data_type(onnx::TensorProto::FLOAT);
  stored->add_dims(static_cast<std::int64_t>(places.size()));
  const std::vector<float> off(places.size(), 0.0F);
  stored->set_raw_data(off.data(), off.size() * sizeof(float));
  Switches writer(model, source, switches, prefix);
  for (std::size_t at = 0; at < places.size(); ++at) writer.add(places[at], static_cast<std::int64_t>(at));
  writer.finish();
}

}  // namespace bitwright
