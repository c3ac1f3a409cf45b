/**
 * Weights w that make the sum of (x·w − y)² + penalty·w² the least, by Cholesky's factors of the normal equations. The first column
 * is the constant and is not penalised; the others should be of like size, as after `standardised`. Source: ridge regression.
 * @throws RangeError for no rows, or when the columns depend on each other in spite of the penalty.
 */
export function leastSquares(rows: readonly (readonly number[])[], targets: readonly number[], penalty: number): readonly number[] {
  const width = rows[0]?.length ?? 0;
  if (width === 0) throw new RangeError('Nothing to fit to.');
  const matrix = Array.from({ length: width }, () => new Float64Array(width));
  const right = new Float64Array(width);
  for (const [place, row] of rows.entries()) {
    for (let i = 0; i < width; i += 1) {
      const x = row[i] ?? 0;
      right[i] = (right[i] ?? 0) + x * (targets[place] ?? 0);
      for (let j = 0; j <= i; j += 1) add(matrix, i, j, x * (row[j] ?? 0));
    }
  }
  for (let i = 1; i < width; i += 1) add(matrix, i, i, penalty);
  return solved(factored(matrix), right);
}

type Matrix = readonly Float64Array[];

const at = (matrix: Matrix, i: number, j: number): number => matrix[i]?.[j] ?? 0;

function add(matrix: Matrix, i: number, j: number, value: number): void {
  const row = matrix[i];
  if (row !== undefined) row[j] = (row[j] ?? 0) + value;
}

/** The lower factor L of a positive definite matrix L·Lᵀ, of which only the lower half is read. */
function factored(matrix: Matrix): Matrix {
  const factor = matrix.map((row) => new Float64Array(row.length));
  for (let i = 0; i < matrix.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = at(matrix, i, j);
      for (let k = 0; k < j; k += 1) sum -= at(factor, i, k) * at(factor, j, k);
      if (i !== j) add(factor, i, j, sum / at(factor, j, j));
      // What rounding leaves of a column that others make up is no column.
      else if (sum > 1e-12 * at(matrix, i, i)) add(factor, i, i, Math.sqrt(sum));
      else throw new RangeError('The columns depend on each other.');
    }
  }
  return factor;
}

function solved(factor: Matrix, right: Float64Array): readonly number[] {
  const size = factor.length;
  const forward = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= at(factor, i, k) * (forward[k] ?? 0);
    forward[i] = sum / at(factor, i, i);
  }
  const weights = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = forward[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) sum -= at(factor, k, i) * (weights[k] ?? 0);
    weights[i] = sum / at(factor, i, i);
  }
  return weights;
}
