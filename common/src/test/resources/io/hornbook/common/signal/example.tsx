import { list } from "list";

// This is the first comment of the file, and it is about nothing.
/** Adds what is in the list, if it is not negative. */
export const add = (numbers: number[]): number => {
  let sum = 0;
  for (const number of numbers)
    if (number > 0) sum += number; // for the positive
    else sum += number === 0 ? 1 : 0;
  switch (sum) {
    case 1:
      return 1;
    default:
      return sum;
  }
};

function second<T>(a: T) {
  list.map((x) => x);
  return "// é no comment";
}

class Example {
  /* no documentation */
  last() {
    return <b>a</b>;
  }
}
