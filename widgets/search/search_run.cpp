// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/search/search_run.h"

#include <utility>

#include "core/search/search_recipe.h"
#include "widgets/document/document.h"

namespace bitwright {

SearchRun::SearchRun(Document* document, QObject* parent)
    : QObject(parent), document_(document), runner_(tr("Search"), nullptr, JobRunner::everyCore()) {
  connect(document, &Document::modelChanged, this, [this] {
    runner_.discard();
    take(nullptr);
  });
  connect(document, &Document::calibrationChanged, this, &SearchRun::stateChanged);
  connect(&runner_, &JobRunner::started, this, &SearchRun::stateChanged);
  connect(&runner_, &JobRunner::finished, this, &SearchRun::stateChanged);
}

void SearchRun::take(const std::shared_ptr<const SearchResult>& result) {
  result_ = result;
  Q_EMIT changed();
}

bool SearchRun::isStale() const {
  return result_ && data_ != document_->calibration();
}

void SearchRun::start(const SearchGoal& goal, int evaluations) {
  if (!document_->model()) return;
  SearchRequest request;
  request.model = document_->model();
  request.goal = goal;
  request.data = document_->calibration();
  request.evaluations = evaluations;
  data_ = request.data;
  runner_.run<std::shared_ptr<const SearchResult>>(
      [this, request](const Job& job, const JobTicket& ticket) -> Result<std::shared_ptr<const SearchResult>> {
        const auto grown = [this, &ticket](const SearchResult& result) {
          ticket.post([this, soFar = std::make_shared<const SearchResult>(result)] { take(soFar); });
        };
        auto result = searchRecipe(request, job, grown);
        if (!result) return passOn(result);
        return std::make_shared<const SearchResult>(std::move(*result));
      },
      [this](Result<std::shared_ptr<const SearchResult>> result) {
        if (result)
          take(*result);
        else if (result.error().kind != ErrorKind::cancelled)
          Q_EMIT failed(result.error());
      });
  take(nullptr);
}

}  // namespace bitwright
