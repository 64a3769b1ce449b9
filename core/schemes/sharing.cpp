// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Weight sharing: one codebook for all layers of a group, found over all their weights at once and stored once in the
// file.
#include <span>

#include "core/schemes/common_parameters.h"
#include "core/schemes/rounding.h"
#include "core/schemes/scaled_table.h"
#include "core/schemes/storage_precision.h"

namespace bitwright {

namespace {

class Sharing final : public Scheme {
 public:
  Sharing()
      : parameters_{
            integerParameter("clusters", BW_MESSAGE("scheme.sharing.clusters", "Clusters"),
                             BW_MESSAGE("scheme.sharing.clusters.help",
                                        "Different values in the whole group; codes take as many bits as they need."),
                             2, 65536, 64),
            textParameter("group", BW_MESSAGE("scheme.sharing.group", "Group"),
                          BW_MESSAGE("scheme.sharing.group.help", "Layers with the same name here share one codebook."),
                          "all"),
            scaleParameter("channel"),
            blockParameter(),
            scalesParameter(),
            tableParameter(),
            scaledByParameter("fitted"),
            roundingParameter()} {
    parameters_[3].appliesWhen = "scale=block";
    for (const std::size_t at : {4U, 6U}) parameters_[at].appliesWhen = "scale=channel|scale=block";
  }

  std::string_view id() const override { return "sharing"; }
  MessageText name() const override { return BW_MESSAGE("scheme.sharing", "Weight sharing"); }
  MessageText description() const override {
    return BW_MESSAGE("scheme.sharing.about",
                      "One codebook for all layers of a group, stored once: any number of values, little to store "
                      "beside the codes, each layer less exact "
                      "than with a codebook of its own.");
  }
  std::string_view reference() const override {
    return "Han, Mao and Dally 2016, Deep Compression; optimum in one dimension: Wang and Song 2011, Ckmeans.1d.dp";
  }
  std::span<const Parameter> parameters() const override { return parameters_; }
  bool encodesGroups() const override { return true; }

  Result<std::vector<EncodedTensor>> encode(std::span<const WeightView> group, const ParameterValues& values,
                                            const Job& job) const override {
    auto tensors = encodeWithOneTable(group, static_cast<int>(integerOf(values, "clusters")), values, job);
    if (!tensors) return tensors;
    for (std::size_t at = 0; at < group.size(); ++at) roundAs((*tensors)[at], group[at], values, job);
    return tensors;
  }

 private:
  std::vector<Parameter> parameters_;
};

}  // namespace

const Scheme& sharingScheme() {
  static const Sharing scheme;
  return scheme;
}

}  // namespace bitwright
