import { Kind, parse, type ConstDirectiveNode, type ConstValueNode, type DocumentNode } from 'graphql';

/** What `@listSize` says of a field. */
export interface ListSize {
  /** Null when it is not said. */
  readonly assumedSize: number | null;
  /** Arguments whose values are the size, each as a path: `first`, `input.page.first`. */
  readonly slicingArguments: readonly (readonly string[])[];
  /** Lists below the field that have the size, each as a path of fields; empty: the field itself is the list. */
  readonly sizedFields: readonly (readonly string[])[];
  readonly requireOneSlicingArgument: boolean;
}

/** Every `@cost` and `@listSize` of a supergraph, by coordinate: `Customer`, `Customer.orders`, `Customer.orders(first:)`. */
export interface Weights {
  readonly costs: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

const specification = /^https:\/\/specs\.apollo\.dev\/cost\/v\d/;

interface Named {
  readonly name: { readonly value: string };
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** Reads the directives of the GraphQL Cost Directives specification, under the names that the supergraph gives them. */
export function readWeights(supergraphSdl: string): Weights {
  const document = parse(supergraphSdl, { noLocation: true });
  const names = directiveNames(document);
  const costs = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  const read = (coordinate: string, { directives = [] }: Named): void => {
    for (const directive of directives) {
      if (directive.name.value === names.cost) costs.set(coordinate, weightOf(directive));
      if (directive.name.value === names.listSize) listSizes.set(coordinate, listSizeOf(directive));
    }
  };
  for (const type of document.definitions) {
    if (!('name' in type) || !type.name || type.kind === Kind.DIRECTIVE_DEFINITION) continue;
    read(type.name.value, type as Named);
    if (!('fields' in type)) continue;
    for (const field of type.fields ?? []) {
      const coordinate = `${type.name.value}.${field.name.value}`;
      read(coordinate, field);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? []) read(`${coordinate}(${argument.name.value}:)`, argument);
    }
  }
  return { costs, listSizes };
}

/** A supergraph says by `@link(import:)` what it calls the two directives; without a link they have their own names. */
function directiveNames(document: DocumentNode): { cost: string; listSize: string } {
  for (const schema of document.definitions) {
    if (schema.kind !== Kind.SCHEMA_DEFINITION && schema.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const link of schema.directives ?? []) {
      const url = argumentOf(link, 'url');
      if (link.name.value !== 'link' || url?.kind !== Kind.STRING || !specification.test(url.value)) continue;
      const as = argumentOf(link, 'as');
      const feature = as?.kind === Kind.STRING ? as.value : 'cost';
      const imported = importsOf(link);
      return {
        cost: imported.get('@cost') ?? feature,
        listSize: imported.get('@listSize') ?? `${feature}__listSize`,
      };
    }
  }
  return { cost: 'cost', listSize: 'listSize' };
}

/** `["@cost", { name: "@listSize", as: "@size" }]` -> @cost: cost, @listSize: size. */
function importsOf(link: ConstDirectiveNode): Map<string, string> {
  const list = argumentOf(link, 'import');
  const imported = new Map<string, string>();
  for (const entry of list?.kind === Kind.LIST ? list.values : []) {
    if (entry.kind === Kind.STRING) imported.set(entry.value, entry.value.slice(1));
    if (entry.kind !== Kind.OBJECT) continue;
    const [name, as] = ['name', 'as'].map((key) => entry.fields.find((f) => f.name.value === key)?.value);
    if (name?.kind === Kind.STRING && as?.kind === Kind.STRING) imported.set(name.value, as.value.slice(1));
  }
  return imported;
}

const argumentOf = (directive: ConstDirectiveNode, name: string): ConstValueNode | undefined =>
  directive.arguments?.find((a) => a.name.value === name)?.value;

/** The specification writes a number as text, federation as Int. */
function weightOf(directive: ConstDirectiveNode): number {
  const value = argumentOf(directive, 'weight');
  return value && 'value' in value && Number.isFinite(Number(value.value)) ? Number(value.value) : 1;
}

function listSizeOf(directive: ConstDirectiveNode): ListSize {
  const assumed = argumentOf(directive, 'assumedSize');
  const required = argumentOf(directive, 'requireOneSlicingArgument');
  return {
    assumedSize: assumed?.kind === Kind.INT ? Number(assumed.value) : null,
    slicingArguments: texts(argumentOf(directive, 'slicingArguments')).map((path) => path.split('.')),
    // `page`, or `results { page }` for a list further down.
    sizedFields: texts(argumentOf(directive, 'sizedFields')).map((path) => path.match(/\w+/g) ?? []),
    requireOneSlicingArgument: required?.kind !== Kind.BOOLEAN || required.value,
  };
}

const texts = (value: ConstValueNode | undefined): string[] =>
  value?.kind === Kind.LIST ? value.values.flatMap((v) => (v.kind === Kind.STRING ? [v.value] : [])) : [];
