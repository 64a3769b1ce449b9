// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/wire/wire_walk.h"

#include "core/model/wire/wire_format.h"
#include "core/model/wire/wire_schema.h"

namespace bitwright {

namespace {

struct Frame {
  WireMessage message = WireMessage::model;
  std::uint32_t number = 0;  ///< of the field it stands in
  std::size_t lengthBegin = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t placeholder = 0;  ///< piece that will hold the new length, + 1; 0: nothing inside was replaced yet
  std::int64_t growth = 0;
  bool cut = false;  ///< claims more bytes than there are
};

class Walker {
 public:
  Walker(ByteView bytes, const WireLimits& limits, const TensorSplicer& splicer, const Job& job)
      : bytes_(bytes), limits_(limits), splicer_(splicer), job_(job) {}

  WireWalk run() {
    frames_.push_back(Frame{WireMessage::model, 0, 0, 0, bytes_.size(), 0, 0, false});
    while (!frames_.empty() && !stopped_) {
      if (at_ == frames_.back().end)
        pop();
      else
        step();
    }
    if (!walk_.damage) {
      if (copied_ < bytes_.size()) walk_.pieces.push_back({{}, bytes_.subspan(copied_)});
      walk_.size = static_cast<std::uint64_t>(static_cast<std::int64_t>(bytes_.size()) + growth_);
    }
    return std::move(walk_);
  }

 private:
  void step() {
    const Frame& frame = frames_.back();
    const std::size_t begin = at_;
    const auto field = readField(bytes_, at_, frame.end);
    if (!field || field->type == WireType::groupEnd)
      return damage(WireDamage::Kind::malformed, begin, field ? field->number : 0);
    if (frame.message == WireMessage::tensor && nextSplice_ < splices_.size() && splices_[nextSplice_].begin == begin)
      return splice();
    if (field->type == WireType::groupBegin) {
      if (!stepOverGroup(field->number, frame.end)) return;
    } else if (field->type == WireType::bytes) {
      const bool fits = field->value <= frame.end - field->body;
      const auto child = wireChild(frame.message, field->number);
      // A file that is cut breaks off somewhere inside: go there, so that the error names the place.
      if (!fits) noteDamage(WireDamage::Kind::malformed, begin, field->number);
      if (!fits && !child) {
        stopped_ = true;
        return;
      }
      const std::size_t end = fits ? field->body + static_cast<std::size_t>(field->value) : frame.end;
      if (child) return push(*child, *field, end, !fits);
      at_ = end;
    }
    modelFieldDone(field->number);
  }

  void push(WireMessage message, const WireField& field, std::size_t end, bool cut) {
    graphs_ += message == WireMessage::graph ? 1 : 0;
    if (graphs_ > limits_.graphDepth || frames_.size() >= limits_.messageDepth) {
      return damage(WireDamage::Kind::tooDeep, field.begin, field.number);
    }
    if (++messages_ > limits_.messages) return damage(WireDamage::Kind::tooMany, field.begin, field.number);
    if (messages_ % 4096 == 0 && job_.stopRequested())
      return damage(WireDamage::Kind::cancelled, field.begin, field.number);
    frames_.push_back(Frame{message, field.number, field.length, field.body, end, 0, 0, cut});
    if (message != WireMessage::tensor) return;
    splices_.clear();
    nextSplice_ = 0;
    if (!splicer_(bytes_, field.body, end, splices_)) damage(WireDamage::Kind::refused, field.begin, field.number);
  }

  void pop() {
    const Frame frame = frames_.back();
    frames_.pop_back();
    if (frame.cut) {  // nothing inside is worse, so this is the place
      stopped_ = true;
      return;
    }
    graphs_ -= frame.message == WireMessage::graph ? 1 : 0;
    if (frames_.empty()) {
      growth_ = frame.growth;
      return;
    }
    if (frame.placeholder > 0) {
      const auto length = static_cast<std::uint64_t>(static_cast<std::int64_t>(frame.end - frame.begin) + frame.growth);
      auto& head = walk_.pieces[frame.placeholder - 1].head;
      appendVarint(head, length);
      frames_.back().growth += frame.growth + static_cast<std::int64_t>(head.size()) -
                               static_cast<std::int64_t>(frame.begin - frame.lengthBegin);
    }
    modelFieldDone(frame.number);
  }

  void modelFieldDone(std::uint32_t number) {
    if (frames_.size() != 1 || !isModelField(number)) return;
    walk_.modelFields |= 1U << number;
    walk_.modelFieldsEnd = at_;
  }

  void splice() {
    Splice& splice = splices_[nextSplice_++];
    for (std::size_t index = 1; index < frames_.size(); ++index) {
      Frame& frame = frames_[index];
      if (frame.placeholder > 0) continue;
      walk_.pieces.push_back({{}, bytes_.subspan(copied_, frame.lengthBegin - copied_)});
      walk_.pieces.emplace_back();
      frame.placeholder = walk_.pieces.size();
      copied_ = frame.begin;
    }
    if (splice.begin > copied_) walk_.pieces.push_back({{}, bytes_.subspan(copied_, splice.begin - copied_)});
    frames_.back().growth += static_cast<std::int64_t>(splice.head.size() + splice.bodySize()) -
                             static_cast<std::int64_t>(splice.end - splice.begin);
    copied_ = splice.end;
    at_ = splice.end;
    walk_.pieces.push_back({std::move(splice.head), splice.body, splice.late});
  }

  bool stepOverGroup(std::uint32_t number, std::size_t end) {
    const std::size_t begin = at_;
    const auto skipped = skipGroup(bytes_, at_, end, number);
    if (skipped == GroupSkip::malformed) damage(WireDamage::Kind::malformed, at_, number);
    if (skipped == GroupSkip::tooDeep) damage(WireDamage::Kind::tooDeep, begin, number);
    return skipped == GroupSkip::done;
  }

  void noteDamage(WireDamage::Kind kind, std::size_t offset, std::uint32_t number) {
    // Inside a field that was cut, the innermost place counts, but whether it is ModelProto's own is asked of the
    // outermost.
    const bool top = walk_.damage ? walk_.damage->atTopLevel : frames_.size() == 1;
    const std::uint32_t outer = walk_.damage ? walk_.damage->fieldNumber : number;
    walk_.damage = WireDamage{kind, offset, top, outer};
  }

  void damage(WireDamage::Kind kind, std::size_t offset, std::uint32_t number) {
    noteDamage(kind, offset, number);
    stopped_ = true;
  }

  ByteView bytes_;
  const WireLimits& limits_;
  const TensorSplicer& splicer_;
  const Job& job_;
  std::vector<Frame> frames_;
  std::vector<Splice> splices_;
  std::size_t nextSplice_ = 0;
  std::size_t at_ = 0;
  std::size_t copied_ = 0;
  std::size_t graphs_ = 0;
  std::uint64_t messages_ = 0;
  std::int64_t growth_ = 0;
  bool stopped_ = false;
  WireWalk walk_;
};

}  // namespace

WireWalk walkModel(ByteView bytes, const WireLimits& limits, const TensorSplicer& splicer, const Job& job) {
  return Walker(bytes, limits, splicer, job).run();
}

}  // namespace bitwright
