import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { freeName } from './free-name.ts';
import { withInaccessible } from './inaccessible.ts';

/** A field as it is required: what is really asked for under a name that only plans know. */
export interface RequiredField {
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
}

/** What one field requires: path of names -> the key under which plans have it. */
export type Requirement = ReadonlyMap<string, string>;

export interface RequiredFields {
  /** The supergraph for the planner. */
  readonly sdl: string;
  /** By the name that plans know; empty when nothing is required with arguments. */
  readonly fields: ReadonlyMap<string, RequiredField>;
  /** What a field of a type requires in a subgraph. */
  requirementOf(subgraph: string, typeName: string, field: string): Requirement | undefined;
}

type Type = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * The same supergraph, in which a field that is required with arguments is a field of its own, without arguments and hidden
 * from clients: a plan keeps what is required by name, and has one place for each.
 */
export function requiredFields(supergraphSdl: string): RequiredFields {
  const document = parse(supergraphSdl, { noLocation: true });
  const reader = new Reader(document);
  const requirements = reader.read();
  const sdl = reader.fields.size > 0 ? print(withInaccessible(reader.rewritten())) : supergraphSdl;
  return {
    sdl,
    fields: reader.fields,
    requirementOf: (subgraph, typeName, field) => requirements.get(`${subgraph} ${typeName}.${field}`),
  };
}

class Reader {
  readonly fields = new Map<string, RequiredField>();
  readonly #document: DocumentNode;
  readonly #types = new Map<string, Type>();
  /** Name of a subgraph by its name in join directives. */
  readonly #subgraphs = new Map<string, string>();
  readonly #taken = new Set<string>();
  /** By field and arguments. */
  readonly #names = new Map<string, string>();
  /** By `Type.field`: its names. */
  readonly #apart = new Map<string, Set<string>>();

  constructor(document: DocumentNode) {
    this.#document = document;
    for (const node of document.definitions) {
      if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) {
        this.#types.set(node.name.value, node);
        for (const { name } of node.fields ?? []) this.#taken.add(name.value);
      }
      if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== 'join__Graph') continue;
      for (const { name, directives = [] } of node.values ?? [])
        this.#subgraphs.set(name.value, directives.map((d) => textOf(d, 'name')).find(Boolean) ?? name.value);
    }
  }

  read(): ReadonlyMap<string, Requirement> {
    const found = new Map<string, Requirement>();
    for (const type of this.#types.values())
      for (const { name, directives = [] } of type.fields ?? [])
        for (const directive of directives) {
          const required = requiredBy(directive);
          if (!required) continue;
          const requirement = new Map<string, string>();
          this.#gather(required, type.name.value, '', requirement);
          found.set(`${this.#subgraphs.get(graphOf(directive)) ?? ''} ${type.name.value}.${name.value}`, requirement);
        }
    return found;
  }

  #gather({ selections }: SelectionSetNode, typeName: string, above: string, into: Map<string, string>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.#gather(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, above, into);
        continue;
      }
      const { name, arguments: args = [], selectionSet } = selection;
      const path = `${above}/${name.value}`;
      into.set(path, args.length > 0 ? this.#nameOf(typeName, name.value, args) : name.value);
      const field = this.#types.get(typeName)?.fields?.find((one) => one.name.value === name.value);
      if (selectionSet && field) this.#gather(selectionSet, namedType(field), path, into);
    }
  }

  #nameOf(typeName: string, field: string, args: readonly ArgumentNode[]): string {
    const name = this.#known(field, args);
    const implementing = [...this.#types.values()].filter(({ interfaces = [] }) =>
      interfaces.some((one) => one.name.value === typeName),
    );
    for (const type of [typeName, ...implementing.map((one) => one.name.value)]) {
      const at = `${type}.${field}`;
      this.#apart.set(at, (this.#apart.get(at) ?? new Set()).add(name));
    }
    return name;
  }

  #known(field: string, args: readonly ArgumentNode[]): string {
    const asked = `${field} ${args.map((one) => print(one)).join()}`;
    const known = this.#names.get(asked);
    if (known !== undefined) return known;
    const name = freeName(`${field}${String(this.fields.size)}`, this.#taken);
    this.#names.set(asked, name);
    this.fields.set(name, { name: field, arguments: args });
    return name;
  }

  rewritten(): DocumentNode {
    const rewrite = <T extends Type>(type: T): T => ({
      ...type,
      fields: (type.fields ?? []).flatMap((field) => {
        const own = { ...field, directives: field.directives?.map((one) => this.#directive(one)) ?? [] };
        const names = this.#apart.get(`${type.name.value}.${field.name.value}`) ?? [];
        return [own, ...[...names].map((name) => apart(own, name))];
      }),
    });
    return visit(this.#document, { ObjectTypeDefinition: rewrite, InterfaceTypeDefinition: rewrite });
  }

  #directive(directive: ConstDirectiveNode): ConstDirectiveNode {
    const required = requiredBy(directive);
    if (!required) return directive;
    const rewritten = visit(required, {
      Field: ({ name, arguments: args = [], ...field }) =>
        args.length > 0 ? { ...field, name: { kind: Kind.NAME, value: this.#known(name.value, args) } } : undefined,
    });
    const value = stripIgnoredCharacters(print(rewritten)).slice(1, -1);
    return {
      ...directive,
      arguments: (directive.arguments ?? []).map((one) =>
        one.name.value === 'requires' ? { ...one, value: { kind: Kind.STRING, value } } : one,
      ),
    };
  }
}

const apart = (field: FieldDefinitionNode, name: string): FieldDefinitionNode => ({
  ...field,
  name: { kind: Kind.NAME, value: name },
  arguments: [],
  directives: [
    ...(field.directives ?? []).filter((one) => one.name.value !== 'inaccessible'),
    { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'inaccessible' } },
  ],
});

function namedType({ type }: FieldDefinitionNode): string {
  let at = type;
  while (at.kind !== Kind.NAMED_TYPE) at = at.type;
  return at.name.value;
}

function textOf({ arguments: args = [] }: ConstDirectiveNode, name: string): string | undefined {
  const value = args.find((one) => one.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

const graphOf = (directive: ConstDirectiveNode): string => textOf(directive, 'graph') ?? '';

function requiredBy(directive: ConstDirectiveNode): SelectionSetNode | null {
  const fields = directive.name.value === 'join__field' ? textOf(directive, 'requires') : undefined;
  if (fields === undefined) return null;
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : null;
}
