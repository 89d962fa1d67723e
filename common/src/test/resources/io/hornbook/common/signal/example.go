package example

import (
	"fmt"
)

// This is the first comment of the file, and it is about nothing.

// add adds what is in the list,
// if it is not negative.
func add(numbers []int) int {
	sum := 0
	for _, number := range numbers {
		if number > 0 {
			sum += number // for the positive
		}
	}
	switch sum {
	case 1:
		return 1
	case 2:
		return 2
	default:
		return sum
	}
}

func second() { fmt.Println("// é no comment") }

// no documentation: the line below is blank

func last() int { return 1 }
