import type { GraphQLError } from 'graphql';
import { answerErrors } from '../../answer-errors.ts';
import type { AnswerPiece } from '../../../engine.ts';
import type { FetchStep } from '../compile/steps.ts';
import { isData, type Data } from '../data.ts';
import type { AnswerPath } from '../run/places.ts';
import type { Run } from '../run/run.ts';
import type { CompiledPart } from './compile-parts.ts';
import type { Shape } from './needed.ts';
import { objectsOf, treeWith, valueAt } from './objects.ts';

export interface Telling {
  readonly parts: readonly CompiledPart[];
  readonly run: Run;
  /** Runs the plan; calls `fetched` after each fetch. */
  readonly work: (fetched: (step: FetchStep) => void) => Promise<void>;
  /** An error with the client's own response keys in its path. */
  readonly named: (error: GraphQLError) => GraphQLError;
  /** The client's key for ours. */
  readonly keyOf: (key: string) => string;
}

/**
 * Tells the parts of an answer as they get whole, each after its parent: first the one that is not deferred, then lists of
 * pieces. What was told is not told again, and nothing is told of an object that became null.
 */
export async function* tellParts({ parts, run, work, named, keyOf }: Telling): AsyncGenerator<readonly AnswerPiece[]> {
  const done = new Set<FetchStep>();
  const told = new Set<CompiledPart['part']>();
  const toldErrors = new Set<GraphQLError>();
  const answer: { data: Data | null } = { data: null };
  let isOver = false;
  let fault: unknown = null;
  let wake = (): void => undefined;
  const over = work((step) => {
    done.add(step);
    wake();
  })
    .catch((error: unknown) => {
      fault = error ?? new Error('the plan failed');
    })
    .finally(() => {
      isOver = true;
      wake();
    });
  const isReady = ({ part, needed }: CompiledPart): boolean =>
    (!part.parent || told.has(part.parent)) && (isOver || [...needed].every((step) => done.has(step)));

  const tell = (compiled: CompiledPart): AnswerPiece[] => {
    told.add(compiled.part);
    return objectsOf(compiled.part, run.root, run.whole).flatMap(({ data: object, path: ours }): AnswerPiece[] => {
      const path = ours.map((step) => (typeof step === 'string' ? keyOf(step) : step));
      if (compiled.part.parent && !isData(valueAt(answer.data, path))) return [];
      const text = compiled.textOf(object);
      const written = JSON.parse(text) as Data | null;
      if (compiled.part.parent && written && Object.keys(written).length === 0) return [];
      // A copy of our own: what is told must stay as it is.
      if (!compiled.part.parent) answer.data = JSON.parse(text) as Data | null;
      else if (written) merge(valueAt(answer.data, path), JSON.parse(text));
      const errors = errorsOf(compiled.shape, ours);
      const tree = treeWith(path, written);
      return [{ path, label: compiled.part.label, data: written, errors: answerErrors(errors.map(named), tree) }];
    });
  };

  function errorsOf(shape: Shape | null, ours: AnswerPath): GraphQLError[] {
    const found = run.errors.filter((error) => !toldErrors.has(error) && (!shape || isWithin(error.path, shape, ours)));
    for (const error of found) toldErrors.add(error);
    return found;
  }

  let waiting = [...parts];
  while (waiting.length > 0) {
    if (!waiting.some(isReady))
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    if (fault !== null) throw fault as Error;
    const pieces: AnswerPiece[] = [];
    // Parents stand first, so one look finds what has just become possible.
    waiting = waiting.filter((one) => {
      if (!isReady(one)) return true;
      pieces.push(...tell(one));
      return false;
    });
    if (waiting.length === 0) await over;
    // What no part asked for itself (a key, a required field) is told at the end.
    const rest = waiting.length === 0 ? answerErrors(errorsOf(null, []).map(named), answer.data) : [];
    if (rest.length > 0) pieces.push({ path: [], label: null, data: {}, errors: rest });
    if (pieces.length > 0) yield pieces;
  }
}

/** Whether an error is of a field of a part, of the object at `ours` or below it. */
function isWithin(path: AnswerPath | undefined, shape: Shape, ours: AnswerPath): boolean {
  if (!path || path.length <= ours.length || ours.some((step, i) => path[i] !== step)) return false;
  let at: Shape | undefined = shape;
  for (const step of path) {
    if (typeof step === 'number') continue;
    at = at.get(step);
    if (!at) return false;
  }
  return true;
}

/** What clients do with a piece. */
function merge(into: unknown, from: unknown): void {
  if (!isData(into) || !isData(from)) return;
  for (const [key, value] of Object.entries(from)) {
    const known = into[key];
    if (Array.isArray(known) && Array.isArray(value)) for (const [i, one] of value.entries()) mergeAt(known, i, one);
    else mergeAt(into, key, value);
  }
}

function mergeAt(into: Record<string | number, unknown> | unknown[], key: string | number, value: unknown): void {
  const known: unknown = Reflect.get(into, key);
  if (isData(known) && isData(value)) merge(known, value);
  else if (Array.isArray(known) && Array.isArray(value)) for (const [i, one] of value.entries()) mergeAt(known, i, one);
  else Reflect.set(into, key, value);
}
