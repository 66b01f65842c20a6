import type { MadeData, Row } from './data.ts';
import type { MadeName } from './sdl.ts';

export type Args = Readonly<Record<string, unknown>>;
export type Resolver = (parent: Row, args: Args) => unknown;
/** By type and field; `__resolveReference` makes the row of a representation. A field without one is read off the row. */
export type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolver>>>>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const whole = (value: unknown): number => (typeof value === 'number' ? Math.max(0, value) : 0);
const first = <T>(rows: Iterable<T>, args: Args): T[] => [...rows].slice(0, whole(args['first']));
const ids = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);

/** What a field with arguments was given, in the order of their names. */
const echo: Resolver = (_, args) => JSON.stringify(args, Object.keys(flat(args)).sort());

/** Every key at any depth, for JSON.stringify's list of keys. */
function flat(value: unknown): Record<string, true> {
  if (Array.isArray(value)) return Object.assign({}, ...value.map(flat)) as Record<string, true>;
  if (typeof value !== 'object' || value === null) return {};
  return Object.assign(
    Object.fromEntries(Object.keys(value).map((key) => [key, true])),
    ...Object.values(value).map(flat),
  ) as Record<string, true>;
}

const stub = (typeName: string, id: unknown): Row | null => (id === null ? null : { __typename: typeName, id });

function catalog({ media }: MadeData): Resolvers {
  const all = [...media.values()];
  const byIsbn = (isbn: unknown): Row | null => all.find((row) => row['isbn'] === isbn) ?? null;
  const byKey: Resolver = ({ id, isbn }) => (id === undefined ? byIsbn(isbn) : (media.get(text(id)) ?? null));
  const shared: Record<string, Resolver> = {
    __resolveReference: byKey,
    title: (row, { lang }) => `${text(row['name'])} ${text(lang)}`.trim(),
    related: (row, args) =>
      first(
        all.filter((other) => other['id'] !== row['id'] && text(other['id'])[1] === text(row['id'])[1]),
        args,
      ),
  };
  const kinds: Record<string, unknown> = { BOOK: 'Book', FILM: 'Film', PERSON: 'Person' };
  const found = [...all.slice(0, 3), stub('Person', 'p1'), null, ...all.slice(6, 8), stub('Person', 'p2')];
  return {
    Media: { __resolveReference: byKey },
    Book: { ...shared, author: (row) => stub('Person', row['author']) },
    Film: {
      ...shared,
      director: (row) => stub('Person', row['director']),
      cast: (row, args) =>
        first(
          (row['cast'] as unknown[]).map((id) => stub('Person', id)),
          args,
        ),
    },
    Library: {
      books: (_, args) =>
        first(
          all.filter((row) => row.__typename === 'Book'),
          args,
        ),
      newest: () => all[7],
      matrix: () => [[all[0], null], null, [all[6]], []],
    },
    Query: {
      media: (_, { id }) => media.get(text(id)) ?? null,
      book: (_, { isbn }) => byIsbn(isbn),
      films: (_, args) =>
        Array.isArray(args['ids'])
          ? ids(args['ids'])
              .map((id) => media.get(id))
              .map((row) => (row?.__typename === 'Film' ? row : null))
          : null,
      search: (_, args) => {
        const wanted = Array.isArray(args['kinds'])
          ? ids(args['kinds']).map((kind) => kinds[kind])
          : Object.values(kinds);
        return args['text'] === 'nothing'
          ? null
          : first(
              found.filter((row) => row === null || wanted.includes(row.__typename)),
              args,
            );
      },
      library: () => ({ __typename: 'Library' }),
      echo,
    },
  };
}

function people({ people: all, companies }: MadeData): Resolvers {
  const list = [...all.values()];
  const byEmail = (email: unknown): Row | null => list.find((row) => row['email'] === email) ?? null;
  return {
    Person: {
      __resolveReference: ({ id, email }) => (id === undefined ? byEmail(email) : (all.get(text(id)) ?? null)),
      friends: (row, args) =>
        row['friends'] === null
          ? null
          : first(
              ids(row['friends']).map((id) => all.get(id)),
              args,
            ),
      employer: (row) => companies.get(text(row['employer'])) ?? null,
    },
    Company: {
      __resolveReference: ({ id }) => companies.get(text(id)) ?? null,
      staff: (row) => ids(row['staff']).map((id) => all.get(id)),
    },
    Query: {
      person: (_, { id }) => all.get(text(id)) ?? null,
      people: (_, { where }) => {
        const { name, limit = 3 } = (where ?? {}) as Args;
        return list
          .filter((row) => name === undefined || name === null || text(row['name']).includes(text(name)))
          .slice(0, whole(limit));
      },
      parties: (_, args) => first([list[0], companies.get('c1'), list[2], companies.get('c2')], args),
      named: () => [list[1], companies.get('c2'), null],
      me: () => list[0],
      version: () => '1',
    },
    Mutation: {
      rename: (_, { id, name }) => {
        const row = all.get(text(id));
        return row ? Object.assign(row, { name }) : null;
      },
    },
  };
}

function reviews(data: MadeData): Resolvers {
  const of = (field: string, id: unknown): Row[] => [...data.reviews.values()].filter((row) => row[field] === id);
  const idOf = (email: unknown): string => text(email).split('@')[0] ?? '';
  const author: Resolver = (row) => {
    const person = data.people.get(text(row['author']));
    return person ? { __typename: 'Person', email: person['email'], name: person['name'] } : null;
  };
  return {
    Media: {
      __resolveReference: ({ id }) => ({ __typename: 'Media', id }),
      reviews: (row, args) => {
        const sorted = of('media', row['id']).sort((a, b) => (a['stars'] as number) - (b['stars'] as number));
        return sorted.length === 0 ? null : first(args['order'] === 'BEST' ? sorted.reverse() : sorted, args);
      },
      score: (row) => {
        const stars = of('media', row['id']).map((r) => r['stars'] as number);
        return stars.length === 0 ? null : stars.reduce((a, b) => a + b, 0) / stars.length;
      },
    },
    Review: {
      __resolveReference: ({ id }) => data.reviews.get(text(id)) ?? null,
      media: (row) => ({ __typename: 'Media', id: row['media'] }),
      author,
    },
    Person: {
      __resolveReference: ({ email }) => ({ __typename: 'Person', email }),
      reviews: (row, args) => first(of('author', idOf(row['email'])), args),
      echo,
    },
    Query: {
      review: (_, { id }) => data.reviews.get(text(id)) ?? null,
      latest: (_, args) => first([...data.reviews.values()].reverse(), args),
    },
    Mutation: {
      addReview: (_, { draft }) => {
        const { media, stars, text: words } = draft as Args;
        if (!data.media.has(text(media))) return { __typename: 'Drafted', review: null, problem: 'no such media' };
        const id = `r${data.reviews.size + 1}`;
        data.reviews.set(id, { __typename: 'Review', id, stars, text: words ?? null, media, author: 'p1' });
        return { __typename: 'Drafted', review: data.reviews.get(id), problem: null };
      },
      rate: (_, { id, stars }) => {
        const row = data.reviews.get(text(id));
        return row ? Object.assign(row, { stars }) : null;
      },
    },
  };
}

function stock({ media, shops, shelves }: MadeData): Resolvers {
  const shopOf = (reference: unknown): unknown => (reference as Row | undefined)?.['id'];
  const find = (shop: unknown, code: unknown): Row | null =>
    shelves.find((row) => row['shopId'] === shop && row['code'] === code) ?? null;
  const copies = (isbn: unknown): number => text(isbn).length + Number(text(isbn).slice(-1));
  return {
    Book: {
      // What the others were asked for comes with the representation.
      __resolveReference: (row) => row,
      copies: (row, { shop }) => (shop === undefined || shop === null ? copies(row['isbn']) : copies(row['isbn']) % 3),
      shipping: (row, { express }) => {
        const price = row['price'] as { amount: number; currency: string } | null;
        return (
          price && {
            __typename: 'Money',
            amount: price.amount / 10 + (express === true ? 5 : 0),
            currency: price.currency,
          }
        );
      },
      sticker: (row) => `[${text(row['title'])}]`,
      label: (row) => `<${text(row['title'])}>`,
      shelves: (row) =>
        shelves.filter((shelf) => ids(shelf['books']).some((id) => media.get(id)?.['isbn'] === row['isbn'])),
    },
    Shop: {
      __resolveReference: ({ id }) => shops.get(text(id)) ?? null,
      shelves: (row) => (row['id'] === 's3' ? null : shelves.filter((shelf) => shelf['shopId'] === row['id'])),
    },
    Shelf: {
      __resolveReference: ({ shop, code }) => find(shopOf(shop), code),
      shop: (row) => shops.get(text(row['shopId'])) ?? null,
      books: (row) =>
        row['books'] === null
          ? null
          : ids(row['books']).map((id) => ({ __typename: 'Book', isbn: media.get(id)?.['isbn'] })),
    },
    Query: { shops: (_, args) => first(shops.values(), args), shelf: (_, { shop, code }) => find(shop, code) },
  };
}

function charts({ media, shelves }: MadeData): Resolvers {
  const number = (id: unknown): number => Number(text(id).slice(1));
  const rank: Resolver = ({ id }, { by }) => (number(id) % 4 === 0 ? null : number(id) * (by === 'SALES' ? 1 : 10));
  const stubOf = (id: string): Row => ({ __typename: media.get(id)?.__typename ?? '', id });
  const shelfOf = (row: Row | undefined): Row | null =>
    row
      ? { __typename: 'Shelf', shop: stub('Shop', row['shopId']), code: row['code'], visitors: row['visitors'] }
      : null;
  return {
    Media: { __resolveReference: ({ id }) => (media.has(text(id)) ? stubOf(text(id)) : null) },
    Book: { __resolveReference: (row) => row, rank },
    Film: {
      __resolveReference: (row) => row,
      rank,
      pace: (row) => {
        const director = row['director'] as Row | null | undefined;
        return `${String(row['minutes'])} minutes, ${director ? text(director['born']) || 'no date' : 'nobody'}`;
      },
    },
    Person: { __resolveReference: (row) => row, fans: ({ id }) => number(id) * 1000 },
    Shelf: {
      __resolveReference: ({ shop, code }) =>
        shelfOf(shelves.find((row) => row['shopId'] === (shop as Row)['id'] && row['code'] === code)),
    },
    Query: {
      top: (_, args) => first(['b2', 'f1', 'b6', 'f3'].map(stubOf), args),
      busiest: () => shelfOf(shelves[1]),
      version: () => '1',
    },
  };
}

function legacy({ media }: MadeData): Resolvers {
  const byIsbn = (isbn: unknown): Row | null => [...media.values()].find((row) => row['isbn'] === isbn) ?? null;
  return { Book: { __resolveReference: ({ isbn }) => byIsbn(isbn) } };
}

export const resolversOf: Readonly<Record<MadeName, (data: MadeData) => Resolvers>> = {
  catalog,
  people,
  reviews,
  stock,
  charts,
  legacy,
};
