import type { Viewer } from '../context.ts';
import type { Relation } from '../relation.ts';
import type { Condition } from './plan.ts';

/**
 * The rows of a relation that a viewer may see, as conditions that go into every statement. Authorisation lives here: rules
 * per relation and claim will be data that this function reads. Anonymous viewers are not restricted yet.
 */
export type Restrict = (viewer: Viewer, relation: Relation) => readonly Condition[];

export const restrict: Restrict = (viewer) => {
  switch (viewer.kind) {
    case 'anonymous':
      return [];
  }
};
