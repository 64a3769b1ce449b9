#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""make_tokenizers.py OUT [--corpus FILE]

Makes small tokenizers built as those of well-known families are (the same steps and expressions, vocabularies of 600 to 1,500
tokens learned from texts of this repository), 10,000 strings that are hard to tell apart, and the ids that Hugging Face's
`tokenizers` gives for them: OUT/FAMILY.json.gz, OUT/strings.gz (each ended by a zero byte) and OUT/FAMILY.ids.gz (a line a
string). Nothing of anybody's vocabulary is in them. Needs tokenizers and numpy."""
import argparse
import gzip
import json
import pathlib
import random
import unicodedata

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

ROOT = pathlib.Path(__file__).resolve().parents[2]
LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN2 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
WORLD = (
    "Größe Straße naïve café Ångström Œuvre ĳsselmeer İstanbul ıŞğ Σίσυφος ΣΑΣ привет Ёлка Україна שלום עולם مرحبا بالعالم हिन्दी क्षत्रिय ภาษาไทย ไม่ "
    "日本語テキスト かな カナ ｶﾞ 漢字仮名交じり文 中文分词 繁體字 한국어 한국어 ไทย Tiếng Việt ﬁ ﬂ ℡ ① ½ ² Ⅷ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👍🏽 👨‍👩‍👧‍👦 🇩🇪 e\u0301 a\u030a o\u0308\u0304 "
).split(" ")
ODD = ["\u00a0", "\u200b", "\u200d", "\ufeff", "\u2028", "\u3000", "\u0085", "\u180e", "\u00ad", "\ufffd", "\t", "\n", "\r\n", "\r", "\v", "\f", "  ", "   ", "\x01", "\x7f", "\u0300", "▁", "Ġ", "##", "_", "'s", "'S", "n't", "'ll", "'D", "’s", "...", "—", "¿", "،", "。", "「", "0", "12", "123456", "3.14", "1,000", "٣", "५", "Ⅻ", "¼", "<", ">", "</s>", "<s>", "<unk>", "[MASK]", "[CLS]", "<|endoftext|>", "<|im_start|>", "<extra_id_0>", "<0x41>"]


def corpus():
    texts = []
    for path in [ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "resources" / "manual").rglob("*.md"))]:
        texts += path.read_text(encoding="utf-8").splitlines()
    return [text for text in texts if text.strip()] + [" ".join(WORLD)] * 40


def strings(texts, count):
    chance = random.Random(7)
    words = [word for text in texts for word in text.split()]
    made = ["", " ", "a", "\n", " a", "a ", "  a  b  "]

    def scalar():
        while True:
            point = chance.choice([chance.randrange(0x20, 0x250), chance.randrange(0x250, 0x2000), chance.randrange(0x2000, 0x3100), chance.randrange(0x3100, 0xE000), chance.randrange(0xF900, 0xFFFE), chance.randrange(0x10000, 0x1FB00), chance.randrange(0x20000, 0x2A6DF)])
            # None that the tables of one side may not have yet.
            if unicodedata.category(chr(point)) not in ("Cn", "Cs"):
                return chr(point)

    makers = [
        lambda: " ".join(chance.choices(words, k=chance.randrange(1, 12))),
        lambda: chance.choice(texts)[: chance.randrange(1, 160)],
        lambda: "".join(chance.choices(WORLD + ODD + words[:500] + [" "] * 40, k=chance.randrange(1, 14))),
        lambda: " ".join(chance.choices(WORLD, k=chance.randrange(1, 6))),
        lambda: "".join(scalar() for _ in range(chance.randrange(1, 10))),
        lambda: "".join(chance.choices(ODD, k=chance.randrange(1, 8))),
        lambda: "".join(chance.choice([str.upper, str.lower, str.title])(chance.choice(words)) + chance.choice([" ", "", "\n", "  ", "\t"]) for _ in range(chance.randrange(1, 8))),
        lambda: chance.choice(words) * chance.randrange(2, 30),
        lambda: "".join(chance.choices("0123456789.,:+-*/=()[]{} eE%$€#", k=chance.randrange(1, 24))),
    ]
    while len(made) < count:
        made.append(chance.choice(makers)().replace("\0", ""))
    return made


def trained(tokenizer, texts, size, special, alphabet=(), **more):
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=special, initial_alphabet=list(alphabet), show_progress=False, **more)
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def gpt2(texts):
    made = Tokenizer(models.BPE())
    made.pre_tokenizer, made.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    made.post_processor = processors.ByteLevel(trim_offsets=False)
    return trained(made, texts, 1200, ["<|endoftext|>"], pre_tokenizers.ByteLevel.alphabet())


def llama3(texts):
    made = Tokenizer(models.BPE(ignore_merges=True))
    made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(LLAMA3), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    made.decoder = decoders.ByteLevel()
    trained(made, texts, 1500, [], pre_tokenizers.ByteLevel.alphabet())
    made.add_special_tokens(["<|begin_of_text|>", "<|end_of_text|>"])
    first = made.token_to_id("<|begin_of_text|>")
    made.post_processor = processors.Sequence([processors.ByteLevel(trim_offsets=False), processors.TemplateProcessing("<|begin_of_text|> $A", None, [("<|begin_of_text|>", first)])])
    return made


def qwen2(texts):
    made = Tokenizer(models.BPE())
    made.normalizer = normalizers.NFC()
    made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(QWEN2), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    made.decoder, made.post_processor = decoders.ByteLevel(), processors.ByteLevel(trim_offsets=False)
    trained(made, texts, 1100, [], pre_tokenizers.ByteLevel.alphabet())
    made.add_special_tokens(["<|endoftext|>", "<|im_start|>", "<|im_end|>"])
    return made


def phi(texts):
    """As CodeGen's: GPT-2's steps, runs of spaces as added tokens."""
    made = gpt2(texts[::2])
    made.add_tokens([AddedToken(" " * length, normalized=True, lstrip=False, rstrip=False) for length in range(31, 1, -1)] + [AddedToken("\t\t"), AddedToken("layer", single_word=True)])
    return made


def llama2(texts):
    """As SentencePiece's byte-pair encoding is converted: no pre-tokenizer, bytes for what is unknown."""
    made = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    made.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    made.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    trained(made, [word for text in texts for word in text.split()], 1100, ["<unk>", "<s>", "</s>", *BYTES])
    data = json.loads(made.to_str())
    data["added_tokens"] = [token for token in data["added_tokens"] if not token["content"].startswith("<0x")]
    made = Tokenizer.from_str(json.dumps(data))
    made.post_processor = processors.TemplateProcessing("<s> $A", None, [("<s>", 1)])
    return made


def gemma(texts):
    made = llama2(texts[::-1])
    made.normalizer = normalizers.Replace(" ", "▁")
    made.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    return made


def bert(texts):
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer, made.pre_tokenizer, made.decoder = normalizers.BertNormalizer(lowercase=True), pre_tokenizers.BertPreTokenizer(), decoders.WordPiece()
    made.train_from_iterator(texts, trainers.WordPieceTrainer(vocab_size=1200, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], show_progress=False))
    made.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", None, [("[CLS]", 2), ("[SEP]", 3)])
    return made


def t5(texts):
    made = Tokenizer(models.Unigram())
    made.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")])
    made.decoder = decoders.Metaspace()
    made.train_from_iterator(texts, trainers.UnigramTrainer(vocab_size=900, special_tokens=["<pad>", "</s>", "<unk>", "<extra_id_0>"], unk_token="<unk>", show_progress=False))
    made.post_processor = processors.TemplateProcessing("$A </s>", None, [("</s>", 1)])
    return made


FAMILIES = (gpt2, llama3, qwen2, phi, llama2, gemma, bert, t5)


def zipped(path, data):
    with open(path, "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
        file.write(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=10000)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    texts = corpus()
    hard = strings(texts, given.count)
    zipped(given.out / "strings.gz", b"".join(text.encode() + b"\0" for text in hard))
    for family in FAMILIES:
        made = family(texts)
        zipped(given.out / f"{family.__name__}.json.gz", made.to_str().encode())
        lines = [" ".join(map(str, each.ids)) for each in made.encode_batch(hard)]
        zipped(given.out / f"{family.__name__}.ids.gz", "\n".join(lines).encode() + b"\n")
        print(f"{family.__name__}: {made.get_vocab_size()} tokens, {sum(len(line.split()) for line in lines)} ids")


if __name__ == "__main__":
    main()
