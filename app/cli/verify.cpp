// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/tokenizer_option.h"
#include "app/cli/verification_text.h"
#include "core/evaluation/results/provenance.h"
#include "core/export/export.h"
#include "core/export/verify/verify_against.h"
#include "core/report/formats/comparison_json.h"
#include "core/report/report.h"

namespace bitwright::cli {

namespace {

struct VerifyArguments {
  std::string exported;
  std::string original;
  DataOptions data;
};

Result<int> verifyModel(const VerifyArguments& options, const Context& context) {
  auto data = options.data.request(context.common.seed);
  if (!data) return passOn(data);
  auto checked = verifyAgainst(options.exported, options.original, *data, context.job);
  if (!checked) return passOn(checked);

  nlohmann::ordered_json run = nullptr;
  if (checked->ran) {
    run = {{"max_abs_diff", checked->maxAbsDifference},
           {"max_rel_diff", checked->maxRelDifference},
           {"sqnr_db", std::isfinite(checked->sqnrDb) ? nlohmann::ordered_json(checked->sqnrDb)
                                                      : nlohmann::ordered_json(nullptr)}};
  }
  nlohmann::ordered_json document{{"verified", checked->verified},
                                  {"bits", {{"tensors", checked->tensors}, {"differing", checked->differing}}},
                                  {"run", run},
                                  {"verification", toJson(*checked)},
                                  {"reason", checked->reason.empty() ? nlohmann::ordered_json(nullptr)
                                                                     : nlohmann::ordered_json(checked->reason.text())}};
  if (context.common.json) document["provenance"] = toJson(provenance(context.job, context.common.seed));
  std::string text = verificationText(*checked);
  if (checked->ran) text += fmt::format("{:.1f} dB from the original, with default optimizations\n", checked->sqnrDb);
  context.print(document, text);
  return checked->verified ? 0 : 1;
}

}  // namespace

Command addVerify(CLI::App& app) {
  auto options = std::make_shared<VerifyArguments>();
  CLI::App* command = app.add_subcommand("verify", "Check that an exported model decodes and runs as it should");
  command->add_option("OUT", options->exported, "Exported ONNX file")->required();
  command->add_option("--against", options->original, "The model it was made from")->required()->type_name("MODEL");
  options->data.addTo(*command);
  addTokenizerOption(*command, options->original, {&options->data.data});
  command->footer("Example:\n  bitwright-cli verify net4.onnx --against net.onnx --data sample");
  return {command, [options](const Context& context) { return verifyModel(*options, context); }};
}

}  // namespace bitwright::cli
