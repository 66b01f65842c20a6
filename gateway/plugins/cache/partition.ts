import type { RequestContext } from '../../../kit/context.ts';
import { viewerPartition } from '../../../kit/viewer-partition.ts';

/**
 * Names the requests whose answers may be kept or shared: of viewers who may see the same, with the same headers for remote
 * subgraphs, which may answer by them. Empty for nobody in particular.
 */
export function cachePartition({ viewer, passedHeaders }: RequestContext): string {
  const viewers = viewerPartition(viewer);
  return passedHeaders === null ? viewers : `${viewers}${JSON.stringify(passedHeaders)}`;
}
