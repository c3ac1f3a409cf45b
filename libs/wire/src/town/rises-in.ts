import type { z } from 'zod';

/** A check that both columns of a table rise from row to row; `called` is what the table is called in the fault. */
export const risesIn =
  <Column extends string>(called: string, ...columns: readonly [Column, Column]) =>
  (rows: readonly Readonly<Record<Column, number>>[], context: z.core.$RefinementCtx): void => {
    rows.forEach((row, index) => {
      const before = rows[index - 1];
      for (const column of columns) {
        if (before === undefined || row[column] > before[column]) continue;
        const message = `more than the ${before[column]} of the row before, since ${called} rises in both columns`;
        context.addIssue({ code: 'custom', path: [index, column], message });
      }
    });
  };
