import {
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { fromThirdUse } from '../code.ts';
import { isData, type Data } from '../data.ts';
import type { Settled } from '../plan/settle.ts';
import { Written, writtenShort } from '../../json-bytes.ts';
import { collect } from './collect.ts';
import { leafWriter, type Write } from './leaf.ts';
import { objectCode } from './object-code.ts';
import { quote } from '../../quote.ts';

/** JSON of the answer of one operation: `introspected` holds that of `__schema` and `__type`, by response key. */
export type WriteAnswer = (root: Data, introspected: ReadonlyMap<string, string>) => string | Buffer;

export interface Writer {
  readonly write: WriteAnswer;
  /** Root fields that the gateway answers itself, by response key. */
  readonly introspection: ReadonlyMap<string, readonly FieldNode[]>;
}

export interface Field {
  /** `"name":`, with a comma before all but the first. */
  readonly label: string;
  readonly key: string;
  readonly write: Write;
  /** Without a value the whole object is null. */
  readonly needed: boolean;
}

type Named = GraphQLObjectType | GraphQLInterfaceType;

/** Compiles what a client asked for into functions that write it; null goes up to the next place that may be null. */
export function compileWriter(schema: GraphQLSchema, settled: Settled): Writer {
  const compiler = new Compiler(schema, settled, { asCode: false });
  const { definition } = settled;
  const root = schema.getRootType(definition.operation);
  if (!root) throw new Error(`the schema has no ${definition.operation}`);
  const introspection = new Map<string, readonly FieldNode[]>();
  for (const [key, nodes] of compiler.collected(root, [definition.selectionSet]))
    if (nodes[0]?.name.value === '__schema' || nodes[0]?.name.value === '__type') introspection.set(key, nodes);
  let texts: ReadonlyMap<string, string> = new Map();
  const meta: Meta = (key) => (_value, out) => {
    out.json(texts.get(key) ?? 'null');
    return true;
  };
  const write = compiler.object(root, [definition.selectionSet], meta);
  const writeByCode = fromThirdUse(() =>
    new Compiler(schema, settled, { asCode: true }).object(root, [definition.selectionSet], meta),
  );
  return {
    introspection,
    write(data, introspected) {
      texts = introspected;
      return jsonOf(writeByCode() ?? write, data);
    },
  };
}

/** JSON of what is selected on one object, to which null may go up. */
export function compilePart(
  schema: GraphQLSchema,
  settled: Settled,
  { type, set }: { readonly type: GraphQLCompositeType; readonly set: SelectionSetNode },
): (object: unknown) => string {
  const write = new Compiler(schema, settled, { asCode: false }).value(type, [set]);
  return (object) => jsonOf(write, object).toString();
}

/** What is written of a value; `null` where that is nothing. */
const jsonOf = (write: Write, value: unknown): string | Buffer =>
  writtenShort((out) => {
    if (!write(value, out)) out.ascii('null');
  });

/** Writes `__schema` and `__type`, which only the root has, by response key. */
type Meta = (key: string) => Write;

class Compiler {
  readonly #schema: GraphQLSchema;
  readonly #settled: Settled;
  readonly #asCode: boolean;

  constructor(schema: GraphQLSchema, settled: Settled, { asCode }: { asCode: boolean }) {
    this.#schema = schema;
    this.#settled = settled;
    this.#asCode = asCode;
  }

  collected(type: Named, sets: readonly SelectionSetNode[]) {
    return collect(this.#schema, this.#settled.fragments, type.name, sets);
  }

  object(type: Named, sets: readonly SelectionSetNode[], meta: Meta = () => nothing): Write {
    const fields: Field[] = [];
    for (const [key, nodes] of this.collected(type, sets)) {
      if (key === this.#settled.filler) continue;
      const label = `${fields.length > 0 ? ',' : ''}${quote(this.#settled.renamed.get(key) ?? key)}:`;
      fields.push({ label, key, ...this.#field(type, key, nodes, meta) });
    }
    return (this.#asCode ? objectCode(fields) : null) ?? objectWriter(fields);
  }

  #field(type: Named, key: string, nodes: readonly FieldNode[], meta: Meta) {
    const name = nodes[0]?.name.value ?? '';
    if (name === '__typename') {
      return { write: isObjectType(type) ? constant(quote(type.name)) : nothing, needed: true };
    }
    const field = type.getFields()[name];
    if (!field) return { write: meta(key), needed: false };
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
    return { write: this.value(field.type, sets), needed: isNonNullType(field.type) };
  }

  /** Whether null is allowed is for the caller to know. */
  value(type: GraphQLOutputType, sets: readonly SelectionSetNode[]): Write {
    if (isNonNullType(type)) return this.value(type.ofType, sets);
    if (isListType(type)) return listWriter(this.value(type.ofType, sets), isNonNullType(type.ofType));
    if (isLeafType(type)) return leafWriter(type);
    if (isObjectType(type)) return this.object(type, sets);
    if (isAbstractType(type)) return this.#abstract(isInterfaceType(type) ? type : null, sets);
    throw new Error('a field of no type can be written');
  }

  /**
   * Whether an object of which only the interface is known is written in another way when its type is. Then its type was
   * asked for, and nobody knew it.
   */
  #matters(type: Named, sets: readonly SelectionSetNode[]): boolean {
    if (!isInterfaceType(type)) return false;
    const fields = this.collected(type, sets).size;
    return this.#schema.getPossibleTypes(type).some((possible) => this.collected(possible, sets).size > fields);
  }

  /** One writer per type that really occurs. */
  #abstract(declared: GraphQLInterfaceType | null, sets: readonly SelectionSetNode[]): Write {
    const writers = new Map<string, Write>();
    return (value, out) => {
      if (!isData(value)) return false;
      const said = value['__typename'];
      const name = typeof said === 'string' ? said : (declared?.name ?? '');
      const known = writers.get(name);
      if (known) return known(value, out);
      const type = this.#schema.getType(name);
      if (!isObjectType(type) && !isInterfaceType(type)) return false;
      const write = this.#matters(type, sets) ? nothing : this.object(type, sets);
      writers.set(name, write);
      return write(value, out);
    };
  }
}

const nothing: Write = () => false;

const constant =
  (json: string): Write =>
  (_value, out) => {
    out.ascii(json);
    return true;
  };

const objectWriter =
  (fields: readonly Field[]): Write =>
  (value, out) => {
    if (value instanceof Written) return value.writeTo(out);
    if (!isData(value)) return false;
    const { length } = out;
    out.ascii('{');
    for (const { label, key, write, needed } of fields) {
      out.ascii(label);
      if (write(value[key], out)) continue;
      if (needed) {
        out.backTo(length);
        return false;
      }
      out.ascii('null');
    }
    out.ascii('}');
    return true;
  };

function listWriter(write: Write, needed: boolean): Write {
  return (value, out) => {
    if (value instanceof Written) return value.writeTo(out);
    if (!Array.isArray(value)) return false;
    const list: readonly unknown[] = value;
    const { length } = out;
    out.ascii('[');
    for (let i = 0; i < list.length; i++) {
      if (i > 0) out.ascii(',');
      if (write(list[i], out)) continue;
      if (needed) {
        out.backTo(length);
        return false;
      }
      out.ascii('null');
    }
    out.ascii(']');
    return true;
  };
}
