package table

import "math"

// assign gives every row of scores a column of its own so that the sum is highest, or -1 where a score of least or more is not to be
// had. It is the method of Kuhn and Munkres with potentials; scores are 0 to 1.
func assign(scores [][]float64, columns int, least float64) []int {
	rows := len(scores)
	width := columns + rows // a place "none" for each row
	cost := func(row, column int) float64 {
		switch {
		case column >= columns:
			return 1 - least
		case scores[row][column] < least:
			return 2
		}
		return 1 - scores[row][column]
	}
	rowPotential, columnPotential := make([]float64, rows+1), make([]float64, width+1)
	owner := make([]int, width+1) // row of each column, from 1; 0: free
	for row := 1; row <= rows; row++ {
		owner[0] = row
		from, at := make([]int, width+1), 0
		slack, done := make([]float64, width+1), make([]bool, width+1)
		for i := range slack {
			slack[i] = math.Inf(1)
		}
		for {
			done[at] = true
			least, next := math.Inf(1), 0
			for column := 1; column <= width; column++ {
				if done[column] {
					continue
				}
				if reduced := cost(owner[at]-1, column-1) - rowPotential[owner[at]] - columnPotential[column]; reduced < slack[column] {
					slack[column], from[column] = reduced, at
				}
				if slack[column] < least {
					least, next = slack[column], column
				}
			}
			for column := range done {
				if done[column] {
					rowPotential[owner[column]] += least
					columnPotential[column] -= least
				} else {
					slack[column] -= least
				}
			}
			if at = next; owner[at] == 0 {
				break
			}
		}
		for at != 0 {
			owner[at], at = owner[from[at]], from[at]
		}
	}
	chosen := make([]int, rows)
	for i := range chosen {
		chosen[i] = -1
	}
	for column := 1; column <= columns; column++ {
		if row := owner[column] - 1; row >= 0 && scores[row][column-1] >= least {
			chosen[row] = column - 1
		}
	}
	return chosen
}
