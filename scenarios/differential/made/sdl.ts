/**
 * A made-up supergraph that has what ours has not: interfaces and unions across subgraphs, an @interfaceObject, several
 * and composed keys, @requires with arguments, @provides, @override, @inaccessible, shared value types, lists of lists.
 */
const link = (directives: string): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${directives
    .split(' ')
    .map((name) => `"@${name}"`)
    .join(', ')}])`;

const values = /* GraphQL */ `
  type Money @shareable {
    amount: Int!
    currency: String!
  }
  type Size @shareable {
    width: Float!
    height: Float
  }
`;

/** What a field with every kind of argument was given comes back as text. */
const echo = /* GraphQL */ `
  echo(
    int: Int
    float: Float = 1.5
    text: String = "x"
    flag: Boolean
    id: ID
    kind: Kind = BOOK
    kinds: [Kind!] = [BOOK, FILM]
    filter: Filter
    nested: [[Int]]
    sure: Int! = 7
  ): String
`;

const inputs = /* GraphQL */ `
  enum Kind {
    BOOK
    FILM
    PERSON
  }
  input Filter {
    name: String
    limit: Int! = 5
    kinds: [Kind!] = [PERSON]
    or: [Filter!]
    not: Filter
    range: [[Float!]!]
  }
`;

export const sdl = {
  catalog: /* GraphQL */ `
    ${link('key shareable override inaccessible')}
    ${values}
    ${inputs}
    scalar Date
    enum Lang { EN DE FR }
    interface Media @key(fields: "id") {
      id: ID!
      title(lang: Lang = EN): String!
      price: Money
      tags: [String!]
      related(first: Int = 2): [Media!]!
    }
    type Book implements Media @key(fields: "id") @key(fields: "isbn") {
      id: ID!
      isbn: String!
      title(lang: Lang = EN): String!
      price: Money
      tags: [String!]
      related(first: Int = 2): [Media!]!
      pages: Int @override(from: "legacy")
      author: Person
      size: Size @shareable
      editions: [[Edition!]!]
      hidden: String @inaccessible
    }
    type Film implements Media @key(fields: "id") {
      id: ID!
      title(lang: Lang = EN): String!
      price: Money
      tags: [String!]
      related(first: Int = 2): [Media!]!
      minutes: Int!
      director: Person
      cast(first: Int = 3): [Person]!
    }
    type Edition {
      year: Int!
      sizes: [Size!]!
      printedOn: Date
    }
    type Person @key(fields: "id", resolvable: false) {
      id: ID!
    }
    union Found = Book | Film | Person
    type Query {
      media(id: ID!): Media
      book(isbn: String!): Book
      films(ids: [ID!] = ["f1", "f2"]): [Film]
      search(text: String, kinds: [Kind!], first: Int = 4): [Found]
      library: Library!
      ${echo}
    }
    type Library {
      books(first: Int! = 2): [Book!]!
      newest: Media
      matrix: [[Media]]
    }
  `,
  people: /* GraphQL */ `
    ${link('key shareable inaccessible')}
    ${inputs}
    scalar Date
    interface Named {
      name: String!
    }
    type Person implements Named @key(fields: "id") @key(fields: "email") {
      id: ID!
      email: String!
      name: String! @shareable
      born: Date
      friends(first: Int = 2): [Person!]
      employer: Company
      secret: String @inaccessible
      home: Address
    }
    type Company implements Named @key(fields: "id") {
      id: ID!
      name: String!
      staff: [Person!]!
      seat: Address!
    }
    type Address @shareable {
      town: String!
      lines: [String]!
    }
    union Party = Person | Company
    type Query {
      person(id: ID!): Person
      people(where: Filter): [Person!]!
      parties(first: Int = 3): [Party!]!
      named: [Named]
      me: Person!
      version: String! @shareable
    }
    type Mutation {
      rename(id: ID!, name: String!): Person
    }
  `,
  reviews: /* GraphQL */ `
    ${link('key shareable interfaceObject provides external')}
    ${inputs}
    enum Order { BEST WORST }
    type Media @key(fields: "id") @interfaceObject {
      id: ID!
      reviews(first: Int = 2, order: Order): [Review!]
      score: Float
    }
    type Review @key(fields: "id") {
      id: ID!
      stars: Int!
      text: String
      media: Media!
      author: Person @provides(fields: "name")
    }
    type Person @key(fields: "email") {
      email: String!
      name: String! @external
      reviews(first: Int = 2): [Review!]!
      ${echo}
    }
    type Query {
      review(id: ID!): Review
      latest(first: Int = 2): [Review!]
    }
    input Draft {
      media: ID!
      stars: Int! = 3
      text: String
    }
    type Drafted {
      review: Review
      problem: String
    }
    type Mutation {
      addReview(draft: Draft!): Drafted
      rate(id: ID!, stars: Int!): Review
    }
  `,
  stock: /* GraphQL */ `
    ${link('key shareable requires external')}
    ${values}
    enum Lang {
      EN
      DE
      FR
    }
    type Book @key(fields: "isbn") {
      isbn: String!
      title(lang: Lang = EN): String! @external
      price: Money @external
      copies(shop: ID): Int!
      shipping(express: Boolean = false): Money @requires(fields: "price { amount currency }")
      label: String @requires(fields: "title(lang: DE)")
      sticker: String @requires(fields: "title(lang: FR)")
      shelves: [Shelf!]
    }
    type Shop @key(fields: "id") {
      id: ID!
      name: String!
      shelves: [Shelf!]
      front: Size
    }
    type Shelf @key(fields: "shop { id } code") {
      shop: Shop!
      code: String!
      books: [Book!]
      capacity: Int!
    }
    type Query {
      shops(first: Int = 2): [Shop!]!
      shelf(shop: ID!, code: String!): Shelf
    }
  `,
  charts: /* GraphQL */ `
    ${link('key shareable requires external')}
    scalar Date
    enum By {
      SALES
      LOANS
    }
    interface Media @key(fields: "id") {
      id: ID!
    }
    type Book implements Media @key(fields: "id") {
      id: ID!
      rank(by: By! = SALES): Int
    }
    type Film implements Media @key(fields: "id") {
      id: ID!
      minutes: Int! @external
      director: Person @external
      rank(by: By! = SALES): Int
      pace: String @requires(fields: "minutes director { born }")
    }
    type Person @key(fields: "id") {
      id: ID!
      born: Date @external
      fans: Int!
    }
    type Shop @key(fields: "id", resolvable: false) {
      id: ID!
    }
    type Shelf @key(fields: "shop { id } code") {
      shop: Shop! @shareable
      code: String! @shareable
      visitors: [[Int]!]
    }
    type Query {
      top(first: Int = 3): [Media!]!
      busiest: Shelf
      version: String! @shareable
    }
  `,
  legacy: /* GraphQL */ `
    ${link('key shareable')}
    type Book @key(fields: "isbn") {
      isbn: String!
      pages: Int
      weight: Float
      size: Size @shareable
    }
    type Size @shareable {
      width: Float!
      height: Float
    }
  `,
} as const;

export type MadeName = keyof typeof sdl;
export const names = Object.keys(sdl) as MadeName[];
