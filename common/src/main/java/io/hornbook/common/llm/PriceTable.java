package io.hornbook.common.llm;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hornbook.common.failure.ConfigurationException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Published list prices by model.
 *
 * @param date the day on which they were written down, ISO-8601
 * @param source where they were published
 * @param batchShare the share of a price that a call in a batch costs, 0 to 1; 1 if absent
 * @param models a price by the model's name
 */
public record PriceTable(
    String date,
    String source,
    @JsonProperty("batch-share") BigDecimal batchShare,
    Map<String, Price> models) {
  public PriceTable {
    batchShare = batchShare == null ? BigDecimal.ONE : batchShare;
    if (batchShare.signum() < 0 || batchShare.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "Invalid batch-share: " + batchShare + " (expected 0 to 1)");
    }
    if (date == null || source == null || models == null) {
      throw new IllegalArgumentException("Invalid price table: date, source or models is missing");
    }
    models = Map.copyOf(models);
  }

  /**
   * Reads a price file.
   *
   * @throws ConfigurationException if it cannot be read
   */
  public static PriceTable read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigurationException("Cannot read prices " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads the content of a price file.
   *
   * @throws ConfigurationException if it is no price table
   */
  public static PriceTable parse(String name, String yaml) {
    try {
      return new YAMLMapper().readValue(yaml, PriceTable.class);
    } catch (ValueInstantiationException e) {
      throw new ConfigurationException(
          "Cannot read prices " + name + ": " + e.getCause().getMessage(), e);
    } catch (IOException e) {
      throw new ConfigurationException("Cannot read prices " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * The price of a model in a batch.
   *
   * @throws ConfigurationException if the table has none
   */
  public Price inBatch(String model) {
    return of(model).share(batchShare);
  }

  /**
   * The price of a model.
   *
   * @throws ConfigurationException if the table has none
   */
  public Price of(String model) {
    Price price = models.get(model);
    if (price == null) {
      throw new ConfigurationException(
          "Invalid model: "
              + model
              + " (expected one with a price: "
              + String.join(", ", new TreeMap<>(models).keySet())
              + "; a model on a server of your own has the price 0)");
    }
    return price;
  }
}
