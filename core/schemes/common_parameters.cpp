// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/common_parameters.h"

#include <utility>

namespace bitwright {

namespace {

Parameter described(std::string id, MessageText name, MessageText help, Parameter::Type type) {
  Parameter parameter{};
  parameter.id = std::move(id);
  parameter.name = name;
  parameter.help = help;
  parameter.type = type;
  return parameter;
}

}  // namespace

Parameter integerParameter(std::string id, MessageText name, MessageText help, std::int64_t minimum,
                           std::int64_t maximum, std::int64_t standard) {
  Parameter parameter = described(std::move(id), name, help, Parameter::Type::integer);
  parameter.minimum = static_cast<double>(minimum);
  parameter.maximum = static_cast<double>(maximum);
  parameter.standard = standard;
  return parameter;
}

Parameter realParameter(std::string id, MessageText name, MessageText help, double minimum, double maximum,
                        double standard) {
  Parameter parameter = described(std::move(id), name, help, Parameter::Type::real);
  parameter.minimum = minimum;
  parameter.maximum = maximum;
  parameter.standard = standard;
  return parameter;
}

Parameter booleanParameter(std::string id, MessageText name, MessageText help, bool standard) {
  Parameter parameter = described(std::move(id), name, help, Parameter::Type::boolean);
  parameter.standard = standard;
  return parameter;
}

Parameter choiceParameter(std::string id, MessageText name, MessageText help, std::vector<std::string> choices,
                          std::vector<MessageText> choiceNames, std::string standard) {
  Parameter parameter = described(std::move(id), name, help, Parameter::Type::choice);
  parameter.choices = std::move(choices);
  parameter.choiceNames = std::move(choiceNames);
  parameter.standard = std::move(standard);
  return parameter;
}

Parameter bitsParameter(std::int64_t minimum, std::int64_t maximum, std::int64_t standard) {
  return integerParameter("bits", BW_MESSAGE("scheme.bits", "Bits"),
                          BW_MESSAGE("scheme.bits.help", "Bits of each weight's code; b bits give 2^b levels."),
                          minimum, maximum, standard);
}

Parameter granularityParameter(const std::string& standard) {
  return choiceParameter(
      "granularity", BW_MESSAGE("scheme.granularity", "Granularity"),
      BW_MESSAGE("scheme.granularity.help",
                 "Which weights share their levels: the whole tensor, an output channel, or a block inside one."),
      {"tensor", "channel", "block"},
      {BW_MESSAGE("scheme.granularity.tensor", "Whole tensor"), BW_MESSAGE("scheme.granularity.channel", "Channel"),
       BW_MESSAGE("scheme.granularity.block", "Block")},
      standard);
}

Parameter blockParameter(std::int64_t standard) {
  Parameter parameter = integerParameter(
      "block", BW_MESSAGE("scheme.block", "Block size"),
      BW_MESSAGE("scheme.block.help", "Consecutive weights of a channel that form one block."), 2, 65536, standard);
  parameter.appliesWhen = "granularity=block";
  return parameter;
}

Parameter scaleParameter(const std::string& standard) {
  return choiceParameter(
      "scale", BW_MESSAGE("scheme.kmeans.scale", "Scale"),
      BW_MESSAGE(
          "scheme.kmeans.scale.help",
          "Divides weights by the largest magnitude of their channel or block first, so that one table fits them all."),
      {"none", "channel", "block"},
      {BW_MESSAGE("scheme.kmeans.scale.none", "None"), BW_MESSAGE("scheme.kmeans.scale.channel", "Channel"),
       BW_MESSAGE("scheme.kmeans.scale.block", "Block")},
      standard);
}

Parameter textParameter(std::string id, MessageText name, MessageText help, std::string standard) {
  Parameter parameter = described(std::move(id), name, help, Parameter::Type::text);
  parameter.standard = std::move(standard);
  return parameter;
}

Grouping groupingOf(const WeightView& weights, const std::string& granularity, std::int64_t blockSize) {
  if (granularity == "channel") return Grouping::perChannel(weights.shape, weights.channelAxis);
  if (granularity == "block") return Grouping::perBlock(weights.shape, weights.channelAxis, blockSize);
  return Grouping::wholeTensor(weights.elementCount());
}

Grouping groupingOf(const WeightView& weights, const ParameterValues& values) {
  return groupingOf(weights, choiceOf(values, "granularity"), integerOf(values, "block"));
}

}  // namespace bitwright
