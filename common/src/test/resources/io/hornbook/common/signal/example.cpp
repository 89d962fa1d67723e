#include <vector>

// This is the first comment of the file, and it is about nothing.
/// Adds what is in the list, if it is not negative.
template <typename T>
T add(const std::vector<T> &numbers) {
  T sum = 0;
  for (auto number : numbers)
    if (number > 0) sum += number; // for the positive
    else sum += number == 0 ? 1 : 0;
  try {
    return sum;
  } catch (...) {
    return 0;
  }
}

struct Example {
  const char *text() { return "// é no comment"; }

  /* no documentation */
  int last() { return 1; }
};
