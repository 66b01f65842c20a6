import type { Viewer } from './context.ts';

/**
 * Names the viewers who may see the same: whatever is kept or shared between requests is kept apart by this text. Empty
 * for viewers who are nobody in particular. A new kind of viewer does not compile until it says here who shares with it:
 * all claims that any authorisation rule reads must be in the text.
 */
export function viewerPartition(viewer: Viewer): string {
  switch (viewer.kind) {
    case 'anonymous':
      return '';
  }
}
