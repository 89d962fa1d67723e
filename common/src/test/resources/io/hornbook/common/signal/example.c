#include <stdio.h>

// This is the first comment of the file, and it is about nothing.
/** Adds what is in the list, if it is not negative. */
int add(const int *numbers, int count) {
  int sum = 0;
  for (int i = 0; i < count; i++)
    if (numbers[i] > 0) sum += numbers[i]; // for the positive
    else sum += numbers[i] == 0 ? 1 : 0;
  switch (sum) {
    case 1:
      return 1;
    default:
      return sum;
  }
}

void second(void) { printf("%s", "// é no comment"); }

/* no documentation */
int last(void) { return 1; }
