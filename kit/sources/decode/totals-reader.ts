import type { RowReader } from '../../database/row-reader.ts';
import { countColumn, sumColumn } from '../../sql/compose.ts';
import type { CountPlan, Plan, SumPlan } from '../../sql/plan.ts';
import type { Count, Sum } from '../source.ts';
import { decodeDecimal } from './number.ts';
import { PlanReader, type Read } from './plan-reader.ts';
import type { RowDecoder } from './row-decoder.ts';
import { textOf } from './text.ts';

/** Answers to one plan -> counts per parent. */
export const countsReader = (plan: CountPlan, decoder: RowDecoder): RowReader<Count> =>
  new PlanReader((columns) => {
    const parent = parentReader(plan, decoder, columns);
    const count = columns.indexOf(countColumn);
    return (fields) => ({ parent: parent(fields), count: Number(fields[count]) });
  });

/** Answers to one plan -> sums per parent and group. */
export const sumsReader = (plan: SumPlan, decoder: RowDecoder): RowReader<Sum> =>
  new PlanReader((columns) => {
    const parent = parentReader(plan, decoder, columns);
    const groups = plan.groupBy.map((column) => decoder.reader(column, columns));
    const [at, count] = [columns.indexOf(sumColumn), columns.indexOf(countColumn)];
    return (fields) => {
      const sum = decodeDecimal(fields[at] ?? '0');
      // Of amounts of which one is NaN or infinite.
      if (sum === undefined) throw decoder.invalid(plan.sum, 'a sum that is no decimal');
      return {
        parent: parent(fields),
        group: groups.map((read) => textOf(read(fields))),
        sum,
        count: Number(fields[count]),
      };
    };
  });

/** For which parent a row is, as key text; '' when the plan has no parents. */
function parentReader({ by }: Plan, decoder: RowDecoder, columns: readonly string[]): Read<string> {
  if (!by) return () => '';
  const read = decoder.reader(by.column, columns);
  return (fields) => String(read(fields) as string);
}
