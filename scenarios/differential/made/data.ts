/** What the made-up company knows: plain rows, the same for every subgraph, made by rule from small numbers. */
export interface Row {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

export interface MadeData {
  readonly media: ReadonlyMap<string, Row>;
  readonly people: ReadonlyMap<string, Row>;
  readonly companies: ReadonlyMap<string, Row>;
  readonly shops: ReadonlyMap<string, Row>;
  readonly shelves: readonly Row[];
  /** Grows by mutations. */
  readonly reviews: Map<string, Row>;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const byId = (rows: readonly Row[]): Map<string, Row> => new Map(rows.map((row) => [String(row['id']), row]));
/** Every `of`-th is null, so that nulls stand everywhere where they may. */
const nullEvery = <T>(n: number, of: number, value: T): T | null => (n % of === 0 ? null : value);

const size = (n: number) => ({ __typename: 'Size', width: n * 1.5, height: nullEvery(n, 3, n + 0.25) });
const money = (n: number) => ({ __typename: 'Money', amount: n * 100, currency: n % 2 === 0 ? 'EUR' : 'USD' });

const book = (n: number): Row => ({
  __typename: 'Book',
  id: `b${n}`,
  isbn: `978-${n}`,
  name: `Book ${n}`,
  price: nullEvery(n, 4, money(n)),
  tags: n % 3 === 0 ? null : upTo(n % 3).map((t) => `tag ${t}`),
  pages: nullEvery(n, 5, n * 50),
  weight: nullEvery(n, 3, n / 4),
  // Book 6 has an author whom nobody knows.
  author: n === 6 ? 'p99' : nullEvery(n, 4, `p${(n % 4) + 1}`),
  size: nullEvery(n, 4, size(n)),
  editions:
    n % 4 === 1
      ? null
      : upTo(n % 3).map((e) =>
          upTo(e).map((k) => ({
            __typename: 'Edition',
            year: 1990 + n + k,
            sizes: [size(e), size(k)],
            printedOn: nullEvery(k, 2, '2001-02-03'),
          })),
        ),
});

const film = (n: number): Row => ({
  __typename: 'Film',
  id: `f${n}`,
  name: `Film ${n}`,
  price: nullEvery(n, 3, money(n + 10)),
  tags: n === 2 ? [] : ['film'],
  minutes: 80 + n,
  director: nullEvery(n, 3, `p${(n % 5) + 1}`),
  cast: upTo(3).map((c) => nullEvery(c + n, 3, `p${((c + n) % 6) + 1}`)),
});

const person = (n: number): Row => ({
  __typename: 'Person',
  id: `p${n}`,
  email: `p${n}@x.example`,
  name: `Person ${n}`,
  born: nullEvery(n, 3, `19${50 + n}-01-0${n}`),
  friends: n === 4 ? null : upTo(3).map((f) => `p${((n + f) % 6) + 1}`),
  employer: nullEvery(n, 2, `c${(n % 2) + 1}`),
  home: nullEvery(n, 4, { __typename: 'Address', town: `Town ${n}`, lines: n % 2 === 0 ? [] : [`Street ${n}`, null] }),
  secret: 'secret',
});

const company = (n: number): Row => ({
  __typename: 'Company',
  id: `c${n}`,
  name: `Company ${n}`,
  staff: [`p${n}`, `p${n + 2}`],
  seat: { __typename: 'Address', town: `Seat ${n}`, lines: ['Door', null] },
});

const shop = (n: number): Row => ({
  __typename: 'Shop',
  id: `s${n}`,
  name: `Shop ${n}`,
  front: nullEvery(n, 2, size(n)),
});

const shelf = (shopId: string, n: number): Row => ({
  __typename: 'Shelf',
  shop: { __typename: 'Shop', id: shopId },
  shopId,
  code: `code-${n}`,
  capacity: n * 10,
  books: nullEvery(n, 3, [`b${n}`, `b${n + 2}`]),
  visitors: nullEvery(n, 2, [[1, null, n], []]),
});

const review = (n: number): Row => ({
  __typename: 'Review',
  id: `r${n}`,
  stars: (n % 5) + 1,
  text: nullEvery(n, 3, `Review ${n}`),
  media: n % 2 === 0 ? `f${(n % 3) + 1}` : `b${(n % 6) + 1}`,
  author: nullEvery(n, 4, `p${(n % 5) + 1}`),
});

export function madeData(): MadeData {
  return {
    media: byId([...upTo(6).map(book), ...upTo(4).map(film)]),
    people: byId(upTo(6).map(person)),
    companies: byId(upTo(2).map(company)),
    shops: byId(upTo(3).map(shop)),
    shelves: upTo(3).flatMap((s) => upTo(3).map((n) => shelf(`s${s}`, n))),
    reviews: byId(upTo(12).map(review)),
  };
}
