import { sdl, supergraphOf } from './made-subgraphs.ts';

const linked = `extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@composeDirective"])
    @link(url: "https://specs.customer-hub.example/cacheControl/v1.0", import: ["@cacheControl", "CacheControlScope"])
    @composeDirective(name: "@cacheControl")
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean)
    on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  enum CacheControlScope { PUBLIC PRIVATE }
`;

const withHints = (text: string, hints: Readonly<Record<string, string>>): string => {
  let hinted = text;
  for (const [place, hint] of Object.entries(hints)) {
    if (!hinted.includes(place)) throw new Error(`the SDL has no ${place}`);
    hinted = hinted.replace(place, `${place} @cacheControl(${hint})`);
  }
  return linked + hinted.slice(hinted.indexOf('type Person'));
};

/** The supergraph of the made subgraphs in which persons and letters may be kept for a minute; visits, and `slow`, may not. */
export const keptSupergraph = (): string =>
  supergraphOf({
    people: withHints(sdl.people, {
      'type Person @key(fields: "id")': 'maxAge: 60',
      'friends: [Person!]': 'maxAge: 20',
    }),
    letters: withHints(sdl.letters, {
      'type Letter': 'inheritMaxAge: true',
      'type Stamp': 'inheritMaxAge: true',
      'letterBox: String': 'maxAge: 60, scope: PRIVATE',
    }),
  });
