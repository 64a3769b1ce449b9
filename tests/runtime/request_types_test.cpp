// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/worker/request_types.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "core/runtime/values/json_fields.h"
#include "core/runtime/worker/frame.h"
#include "tests/support/result_check.h"

using namespace bitwright;
using nlohmann::json;

namespace {

const std::string kNoUtf8 = "caf\xe9 %41";

/// As the other end reads it, through a frame.
template <class T>
T travelled(const T& value) {
  FrameReader reader;
  const auto frame = encodeFrame(jsonOf(value));
  reader.append(bytesOf(frame));
  return readJson<T>(**reader.next());
}

}  // namespace

TEST_CASE("everyKindHasAWordOfItsOwn") {
  int count = 0;
  for (; !requestWord(static_cast<RequestKind>(count)).empty(); ++count) {
    const auto kind = static_cast<RequestKind>(count);
    REQUIRE(requestKindOf(requestWord(kind)) == kind);
  }
  REQUIRE(count == static_cast<int>(RequestKind::scoreTokens) + 1);
  REQUIRE((!requestKindOf("no such request") && !requestKindOf("")));
}

TEST_CASE("requestsComeBackAsTheyWere") {
  TensorVariantsRequest request;
  request.model = "/tmp/" + kNoUtf8;
  request.outputs = {"y", kNoUtf8};
  request.kept = {kNoUtf8};
  request.tensor = kNoUtf8;
  request.type = DataType::bfloat16;
  request.shape = {-1, 3};
  request.bias = VariedBias{"head", kNoUtf8, -1, "bias", "values", "tensor"};
  request.variations = {{"first", true, {}}, {{}, false, "second"}};
  request.data.spec = kNoUtf8;
  request.data.seed = UINT64_MAX;
  request.data.preprocessing.mean = {0.5};
  request.mostKeptBytes = 7;
  request.limits.seconds = 5.0;
  const auto read = travelled(request);
  REQUIRE((read.model == request.model && read.outputs == request.outputs && read.kept == request.kept));
  REQUIRE((read.tensor == kNoUtf8 && read.type == request.type && read.shape == request.shape));
  REQUIRE((read.bias && read.bias->result == kNoUtf8 && read.bias->channelAxis == -1 && read.bias->tensor == "tensor"));
  REQUIRE((read.variations.size() == 2 && read.variations[0].correct && read.variations[1].model == "second"));
  REQUIRE((read.data == request.data && read.mostKeptBytes == 7));
  REQUIRE(read.limits.seconds == 0.0);  // the frame says them once for all requests
  request.bias.reset();
  REQUIRE(!travelled(request).bias);
}

TEST_CASE("answersComeBackAsTheyWere") {
  TensorVariantsResult result;
  result.changes.resize(2);
  result.changes[0].sqnrDb = HUGE_VAL;
  result.changes[1].kl = 0.1;
  const auto read = travelled(result);
  REQUIRE((read.changes.size() == 2 && std::isinf(read.changes[0].sqnrDb) && !read.changes[0].kl));
  REQUIRE(read.changes[1].kl == std::optional(0.1));
  RunAnswer answer;
  answer.outputs = {{"y", DataType::float16, {2, 3}, 6}};
  answer.result.labelProblem =
      Error{ErrorKind::input, BW_MESSAGE("test.label", "label %1"), "/tmp/" + kNoUtf8, "byte 3", {}};
  answer.result.classes = {{1, "one", 2}};
  const auto ran = travelled(answer);
  REQUIRE((ran.outputs.size() == 1 && ran.outputs[0].type == DataType::float16 && ran.outputs[0].offset == 6));
  REQUIRE((ran.result.labelProblem && ran.result.labelProblem->line() == answer.result.labelProblem->line()));
  REQUIRE(ran.result.classes == answer.result.classes);
}

TEST_CASE("whatDoesNotFitIsRefused") {
  auto content = jsonOf(PairedRunRequest{"model", {{"a", "b", {"v"}, 1}}, {}, {}});
  REQUIRE(readJson<PairedRunRequest>(content).steps[0].last == std::vector<std::string>{"v"});
  auto missing = content;
  missing["steps"][0].erase("axis");
  REQUIRE_THROWS_AS((void)readJson<PairedRunRequest>(missing), json::exception);
  content["steps"] = 7;
  REQUIRE_THROWS_AS((void)readJson<PairedRunRequest>(content), json::exception);
}
