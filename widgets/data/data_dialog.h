// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <memory>

#include "core/model/model.h"
#include "core/runtime/worker_client.h"
#include "widgets/jobs/job_runner.h"

class QLabel;
class QPushButton;

namespace bitwright {

class Banner;
class DataSourceForm;
class Document;
class PreprocessingForm;
class SamplePanel;

/// Chooses what variants are compared on, or what ranges of activations are observed on, and how images become what the
/// model takes, with a sample before and after to look at. What is chosen belongs to the document; what is compared on
/// is remembered for the model.
class DataDialog : public QDialog {
  Q_OBJECT

 public:
  enum class Purpose { comparison, calibration };

  explicit DataDialog(Document* document, Purpose purpose = Purpose::comparison, QWidget* parent = nullptr);
  ~DataDialog() override;

  [[nodiscard]] DataSourceForm* source() const { return source_; }
  [[nodiscard]] PreprocessingForm* preprocessing() const { return preprocessing_; }
  [[nodiscard]] SamplePanel* sample() const { return sample_; }
  [[nodiscard]] QString problem() const;
  [[nodiscard]] bool canAccept() const;

  void accept() override;

 private:
  [[nodiscard]] Result<DataRequest> request() const;
  void look();
  void showState();
  void showProblem(const Error& error);

  Document* document_;
  Purpose purpose_;
  std::shared_ptr<const Model> model_;
  Banner* banner_;
  DataSourceForm* source_;
  QLabel* preprocessingTitle_;
  PreprocessingForm* preprocessing_;
  SamplePanel* sample_;
  QPushButton* use_;
};

}  // namespace bitwright
