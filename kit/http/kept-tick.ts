import { executionAsyncResource } from 'node:async_hooks';

/**
 * A tick of Node, kept for ever. `process.nextTick` makes an object each time, and V8 remembers the shape of it by a reference that
 * does not keep it. When there is no such object while it collects garbage the shape is gone, and since it is made with computed
 * names V8 does not learn it again: each tick then takes three times as long for ever after. A server makes a dozen for a request.
 */
export const keptTick: object[] = [];

process.nextTick(() => {
  keptTick.push(executionAsyncResource());
});
