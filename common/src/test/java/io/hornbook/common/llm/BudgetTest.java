package io.hornbook.common.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BudgetTest {
  @Test
  void neverPassesItsLimitWhateverTheCallsCost() throws Exception {
    Budget budget = new Budget(100_000, LedgerTotals.NONE);
    RandomGenerator seeds = Seeds.random();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<Long>> callers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      RandomGenerator random = Seeds.random(seeds.nextLong());
      Callable<Long> caller = () -> spendAll(budget, random);
      callers.add(threads.submit(caller));
    }
    long paid = 0;
    for (Future<Long> caller : callers) {
      paid += caller.get();
    }
    threads.shutdown();
    assertThat(budget.spentMicrousd() + budget.doubtfulMicrousd())
        .isEqualTo(paid)
        .isBetween(99_000L, 100_000L);
  }

  private static long spendAll(Budget budget, RandomGenerator random) throws InterruptedException {
    long paid = 0;
    for (long worst = random.nextLong(1, 1000);
        budget.reserve(worst);
        worst = random.nextLong(1, 1000)) {
      int fate = random.nextInt(10);
      if (fate == 0) {
        budget.release(worst);
      } else if (fate == 1) {
        budget.doubt(worst);
        paid += worst;
      } else {
        long cost = random.nextLong(worst + 1);
        budget.settle(worst, cost);
        paid += cost;
      }
    }
    return paid;
  }

  @Test
  void countsWhatTheLedgerHoldsAndWhatIsInDoubt() throws Exception {
    Budget budget = new Budget(100, new LedgerTotals(3, 60, 1, 30));
    assertThat(budget.reserve(11)).isFalse();
    assertThat(budget.reserve(10)).isTrue();
  }

  @Test
  void pricesACallByItsUsageRoundedUp() {
    Price price = new Price(new BigDecimal("0.40"), new BigDecimal("0.10"), new BigDecimal("1.60"));
    assertThat(price.microusd(new Usage(1000, 0, 100))).isEqualTo(560);
    assertThat(price.microusd(new Usage(1000, 400, 100))).isEqualTo(440);
    assertThat(price.microusd(new Usage(1, 0, 0))).isEqualTo(1);
    assertThat(price.microusd(new Usage(0, 0, 0))).isZero();
  }

  @Test
  void readsTheUsageOfAResponse() {
    assertThat(
            Usage.of(
                "{\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3,\"prompt_tokens_details\":{\"cached_tokens\":8}}}"))
        .contains(new Usage(12, 8, 3));
    assertThat(Usage.of("{\"usage\":{\"prompt_tokens\":12}}")).contains(new Usage(12, 0, 0));
    assertThat(Usage.of("{}")).isEmpty();
    assertThat(Usage.of("no json")).isEmpty();
    assertThat(Usage.of("{\"usage\":{\"prompt_tokens\":-1}}")).isEmpty();
  }

  @Test
  void shipsAPriceTableThatSaysWhenAndWhence() {
    PriceTable prices = PriceTable.read(TestData.root().resolve("conf/prices.yaml"));
    assertThat(prices.date()).matches("\\d{4}-\\d\\d-\\d\\d");
    assertThat(prices.source()).startsWith("https://");
    assertThat(prices.of("gpt-4.1-mini").output()).isEqualByComparingTo("1.60");
    assertThatThrownBy(() -> prices.of("gpt-9"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gpt-9 (expected one with a price: gpt-4.1, ");
  }

  @Test
  void refusesAPriceTableThatIsNone() {
    assertThatThrownBy(() -> PriceTable.parse("p", "models: {a: {input: 1}}"))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(
            () -> PriceTable.parse("p", "date: x\nsource: y\nmodels: {a: {input: -1, output: 1}}"))
        .hasMessage("Cannot read prices p: Invalid price: it is negative");
    assertThatThrownBy(() -> PriceTable.parse("p", "date: x\nsource: y\nmodels: {}\nmodel: {}"))
        .hasMessageContaining("Unrecognized field \"model\"");
  }

  @Test
  void showsMoneyAsPeopleReadIt() {
    assertThat(Dollars.text(12_345_678)).isEqualTo("$12.35");
    assertThat(Dollars.text(123)).isEqualTo("$0.000123");
    assertThat(Dollars.text(0)).isEqualTo("$0.00");
    assertThat(Dollars.microusd(new BigDecimal("0.25"))).isEqualTo(250_000);
  }
}
