// A thread does not inherit how its parent loads TypeScript (docs/decisions/0001).
import { register } from 'tsx/esm/api';

register();
await import('./crew-member.ts');
