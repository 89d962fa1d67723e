package example;

import java.util.List;

// This is the first comment of the file, and it is about nothing.
final class Example {
  /** Adds what is in the list, if it is not negative. */
  @Deprecated
  static int add(List<Integer> numbers) {
    int sum = 0;
    for (int number : numbers)
      if (number > 0) sum += number; // for the positive
      else sum += number == 0 ? 1 : 0;
    switch (sum) {
      case 1:
        return 1;
      default:
        return sum;
    }
  }

  Example() {
    String text = "// é no comment";
    Runnable lambda = () -> {};
  }

  /* no documentation */
  int last() {
    return 1;
  }
}
