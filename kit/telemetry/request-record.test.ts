import { describe, expect, it } from 'vitest';
import { catalogue } from '../errors/catalogue.ts';
import { outcomeOf } from './request-record.ts';

/** Nobody but the operator, or the owner of a system, can do something about these. */
const ofHouse = [
  'LEGACY_UNAVAILABLE',
  'LEGACY_TIMEOUT',
  'LEGACY_DATA_INVALID',
  'LEGACY_LIMIT_EXCEEDED',
  'LEGACY_OVERLOADED',
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_OVERLOADED',
  // These are turned away before they are an operation: see `outcomeOfStatus`.
  'OVERLOADED',
  'TOO_MANY_REQUESTS',
  'REQUEST_CANCELLED',
  'INTERNAL_SERVER_ERROR',
];

describe('the outcome of a request', () => {
  it('without data is refused where the client can do something about it, for every code', () => {
    const codes = Object.keys(catalogue);
    expect(codes.filter((code) => outcomeOf([code], false) === 'failed')).toEqual(ofHouse);
    expect(codes.filter((code) => outcomeOf([code], false) === 'refused')).toHaveLength(codes.length - ofHouse.length);
    expect(outcomeOf(['DOCUMENT_NOT_TRUSTED'], false)).toBe('refused');
  });

  it('is failed when one of several errors is of the house, and partial with data', () => {
    expect(outcomeOf(['BAD_USER_INPUT', 'LEGACY_TIMEOUT'], false)).toBe('failed');
    expect(outcomeOf(['BAD_USER_INPUT'], true)).toBe('partial');
    expect(outcomeOf([], true)).toBe('ok');
  });
});
