package io.hornbook.common.ast;

import io.hornbook.common.benchmark.BenchmarkFormat;
import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.benchmark.BenchmarkReader;
import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The items of HumanEval and MBPP. */
final class PublishedItems {
  private PublishedItems() {}

  static List<BenchmarkItem> all() throws IOException {
    List<BenchmarkItem> items = new ArrayList<>();
    items.addAll(read("HumanEval.jsonl.gz", new BenchmarkFormat.HumanEval()));
    items.addAll(read("mbpp.jsonl", new BenchmarkFormat.Mbpp()));
    return items;
  }

  private static List<BenchmarkItem> read(String file, BenchmarkFormat format) throws IOException {
    try (InputStream in = Files.newInputStream(TestData.published("benchmarks/" + file))) {
      return BenchmarkReader.read(file, format, in).items();
    }
  }
}
