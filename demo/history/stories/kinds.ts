import { careStories } from './care.ts';
import { leadStories } from './leads.ts';
import { peopleStories } from './people.ts';
import { quoteStories } from './quotes.ts';
import type { StoryKind } from './story.ts';

/** Every situation that the demo tells. The first customers live through each of them twice, the others now and then. */
export const storyKinds: readonly StoryKind[] = [...leadStories, ...quoteStories, ...careStories, ...peopleStories];
