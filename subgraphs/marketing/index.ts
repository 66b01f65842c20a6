import { domainSubgraph } from '../../kit/subgraph/define.ts';
import { relations } from './relations.ts';
import { types } from './resolvers.ts';

export default domainSubgraph({
  name: 'marketing',
  sdl: new URL('./schema.graphql', import.meta.url),
  relations,
  types,
});
