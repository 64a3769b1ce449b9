// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/compress.h"

#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <mutex>
#include <random>
#include <stop_token>

#include "core/compress/encode_layers.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

void addLayer(onnx::GraphProto* graph, const std::string& name, std::int64_t rows, std::int64_t columns,
              const std::vector<float>& values) {
  auto* weight = graph->add_initializer();
  weight->set_name(name + ".w");
  weight->set_data_type(onnx::TensorProto::FLOAT);
  weight->add_dims(rows);
  weight->add_dims(columns);
  weight->set_raw_data(std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)));
  auto* node = graph->add_node();
  node->set_op_type("MatMul");
  node->set_name(name);
  node->add_input(name + ".in");
  node->add_input(name + ".w");
  node->add_output(name + ".out");
  auto* input = graph->add_input();
  input->set_name(name + ".in");
  input->mutable_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::FLOAT);
  auto* output = graph->add_output();
  output->set_name(name + ".out");
  output->mutable_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::FLOAT);
}

std::vector<float> noise(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<float> values(count);
  for (auto& value : values) value = static_cast<float>(static_cast<double>(random()) / 4294967296.0 - 0.5);
  return values;
}

Recipe everywhere(const char* spec) {
  return Recipe{"", parseSpec(spec).value(), {}};
}

bool sameCodes(const EncodedTensor& left, const EncodedTensor& right) {
  if (left.terms.size() != right.terms.size()) return false;
  for (std::size_t term = 0; term < left.terms.size(); ++term) {
    if (!(left.terms[term].codes == right.terms[term].codes) || left.terms[term].scales != right.terms[term].scales)
      return false;
  }
  return left.decodeBytes() == right.decodeBytes();
}

class CompressTest {
 protected:
  CompressTest() {
    onnx::ModelProto model;
    model.set_ir_version(8);
    model.add_opset_import()->set_version(13);
    auto* graph = model.mutable_graph();
    graph->set_name("layers");
    addLayer(graph, "tiny", 3, 5, noise(15, 1));
    addLayer(graph, "large", 200, 300, noise(60000, 2));
    auto broken = noise(12, 3);
    broken[7] = std::numeric_limits<float>::quiet_NaN();
    addLayer(graph, "broken", 3, 4, broken);
    addLayer(graph, "middle", 40, 50, noise(2000, 4));
    const auto path = folder_.file("layers.onnx");
    std::ofstream(path, std::ios::binary) << model.SerializeAsString();
    auto opened = Model::open(path);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
    REQUIRE(model_->tensors().size() == std::size_t{4});
  }

  ScratchFolder folder_;
  std::shared_ptr<const Model> model_;
};

}  // namespace

TEST_CASE_FIXTURE(CompressTest, "everyLayerHasAnAnswer") {
  const auto compressed = compress(model_, everywhere("uniform:bits=8"), {});
  BW_VERIFY_RESULT(compressed);
  REQUIRE(compressed->layers.size() == model_->tensors().size());
  for (const auto& layer : compressed->layers) {
    const auto& tensor = model_->tensors()[layer.tensor];
    if (tensor.id == "broken") {
      REQUIRE((!layer.encoded && !layer.skipped.empty()));
      REQUIRE(layer.bitsPerWeight == 32.0);
      continue;
    }
    REQUIRE_MESSAGE(layer.skipped.empty(), layer.skipped.text());
    REQUIRE(layer.encoded != nullptr);
    REQUIRE(layer.bitsPerWeight == layer.encoded->bitsPerWeight());
    REQUIRE((layer.error.sqnrDb > 35.0 && std::isfinite(layer.error.sqnrDb)));
    // The metrics are those of what an exported file decodes to.
    const auto metrics = compareValues(toFloat(tensor), layer.encoded->decode());
    REQUIRE(layer.error.meanSquaredError == metrics.meanSquaredError);
  }
}

TEST_CASE_FIXTURE(CompressTest, "keptLayersKeepTheirWidth") {
  const auto compressed = compress(model_, Recipe{}, {});
  BW_VERIFY_RESULT(compressed);
  for (const auto& layer : compressed->layers) {
    REQUIRE((!layer.encoded && layer.skipped.empty()));
    REQUIRE(layer.bitsPerWeight == 32.0);
  }
}

TEST_CASE_FIXTURE(CompressTest, "theSameOnAnyNumberOfThreads") {
  Rows<std::string> rows;
  for (const char* spec : {"fp16", "uniform:bits=4", "uniform:bits=3,granularity=block", "kmeans:bits=3",
                           "kmeans:bits=2,granularity=channel", "sharing:clusters=20",
                           "prune:density=0.2+kmeans:bits=4", "prune:nm=2of4"}) {
    rows.add(spec, std::string(spec));
  }

  rows.run([&](const std::string& spec) {
    const auto one = compress(model_, everywhere(spec.c_str()), Job().withThreads(1));
    BW_VERIFY_RESULT(one);
    for (const int threads : {2, 8}) {
      const auto many = compress(model_, everywhere(spec.c_str()), Job().withThreads(threads));
      BW_VERIFY_RESULT(many);
      for (std::size_t index = 0; index < one->layers.size(); ++index) {
        REQUIRE((one->layers[index].encoded == nullptr) == (many->layers[index].encoded == nullptr));
        if (one->layers[index].encoded) REQUIRE(sameCodes(*one->layers[index].encoded, *many->layers[index].encoded));
      }
    }
  });
}

TEST_CASE_FIXTURE(CompressTest, "layersOfAGroupShareOneTable") {
  Recipe recipe = everywhere("sharing:clusters=20");
  recipe.rules.push_back({"tiny", false, parseSpec("prune:density=0.5+sharing:clusters=20").value()});
  const auto compressed = compress(model_, recipe, {});
  BW_VERIFY_RESULT(compressed);
  const auto tableOf = [&](std::size_t index) {
    return std::get<TableLevels>(compressed->layers[index].encoded->terms.front().levels).codebook;
  };
  REQUIRE(tableOf(0) == tableOf(1));
  REQUIRE(tableOf(1) == tableOf(3));
  REQUIRE((compressed->layers[0].encoded->positions && !compressed->layers[1].encoded->positions));
  // One of them that cannot be encoded stays out and does not hold up the others.
  REQUIRE((!compressed->layers[2].encoded && !compressed->layers[2].skipped.empty()));
  recipe.rules.push_back({"middle", false, parseSpec("sharing:clusters=20,group=own").value()});
  const auto apart = compress(model_, recipe, {});
  BW_VERIFY_RESULT(apart);
  REQUIRE(std::get<TableLevels>(apart->layers[3].encoded->terms.front().levels).codebook !=
          std::get<TableLevels>(apart->layers[1].encoded->terms.front().levels).codebook);
}

TEST_CASE_FIXTURE(CompressTest, "aKeyTellsWhatAGroupDependsOn") {
  Recipe recipe = everywhere("sharing:clusters=20");
  const auto before = resolve(recipe, *model_);
  recipe.rules.push_back({"tiny", false, parseSpec("keep").value()});
  const auto after = resolve(recipe, *model_);
  REQUIRE((before && after));
  REQUIRE(encodingKey(before->layers, 1) != encodingKey(after->layers, 1));
  REQUIRE(encodedTogether(after->layers, 1).size() == std::size_t{3});
}

TEST_CASE_FIXTURE(CompressTest, "aPreviewIsThatLayer") {
  Rows<std::string> rows;
  for (const char* spec :
       {"kmeans:bits=4", "sharing:clusters=9", "prune:density=0.3+uniform:bits=4", "prune:density=0.1", "keep"}) {
    rows.add(spec, std::string(spec));
  }

  rows.run([&](const std::string& spec) {
    const auto recipe = everywhere(spec.c_str());
    const auto whole = compress(model_, recipe, {});
    BW_VERIFY_RESULT(whole);
    const auto resolved = resolve(recipe, *model_);
    BW_VERIFY_RESULT(resolved);
    for (std::size_t index = 0; index < resolved->layers.size(); ++index) {
      const auto alone = compressLayer(*model_, resolved->layers, index, {});
      BW_VERIFY_RESULT(alone);
      REQUIRE(alone->skipped.text() == whole->layers[index].skipped.text());
      if (alone->encoded) REQUIRE(sameCodes(*alone->encoded, *whole->layers[index].encoded));
    }
  });
}

TEST_CASE_FIXTURE(CompressTest, "progressRisesToTheEnd") {
  std::mutex mutex;
  std::vector<double> fractions;
  const Job job({}, [&](const Message& phase, double fraction) {
    const std::lock_guard lock(mutex);
    REQUIRE(!phase.empty());
    fractions.push_back(fraction);
  });
  const auto compressed = compress(model_, everywhere("uniform"), job);
  BW_VERIFY_RESULT(compressed);
  REQUIRE(!fractions.empty());
  REQUIRE(std::is_sorted(fractions.begin(), fractions.end()));
  REQUIRE(fractions.back() == 1.0);
}

TEST_CASE_FIXTURE(CompressTest, "stoppingEndsIt") {
  std::stop_source stop;
  const Job job(stop.get_token(), [&](const Message&, double) { stop.request_stop(); });
  const auto result = compress(model_, everywhere("kmeans:bits=4"), job);
  REQUIRE(!result);
  REQUIRE(result.error().kind == ErrorKind::cancelled);
}

TEST_CASE_FIXTURE(CompressTest, "whatDoesNotResolveDoesNotCompress") {
  Recipe recipe;
  recipe.all = SchemeSpec{{SpecPart{"nothing", {}}}};
  const auto result = compress(model_, recipe, {});
  REQUIRE(!result);
  REQUIRE(result.error().kind == ErrorKind::usage);
}
