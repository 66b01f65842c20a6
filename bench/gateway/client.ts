import { Connection, type Answer } from './connection.ts';

/** The client of the benchmark: a kept connection for each request under way. */
export interface Client {
  /** Sends a body as it is; keeps so many bytes of the answer's, all unless told. Throws when the connection ends before the answer does. */
  send(url: string, body: string | Buffer, headers?: Readonly<Record<string, string>>, keep?: number): Promise<Answer>;
  /** Ends all connections. */
  close(): void;
}

const usual = { 'content-type': 'application/json', accept: 'application/json' };

export function openClient(): Client {
  const idle = new Map<string, Connection[]>();
  const all = new Set<Connection>();
  const idleOf = (url: string): Connection[] => {
    const found = idle.get(url) ?? [];
    idle.set(url, found);
    return found;
  };
  return {
    async send(url, body, headers, keep) {
      const waiting = idleOf(url);
      let connection = waiting.pop();
      while (connection?.hasEnded) connection = waiting.pop();
      if (!connection) {
        const opened = new Connection(new URL(url), () => all.delete(opened));
        all.add((connection = opened));
      }
      const answer = await connection.post({ ...usual, ...headers }, body, keep);
      waiting.push(connection);
      return answer;
    },
    close() {
      for (const connection of all) connection.close();
    },
  };
}

/** The text of an answer. */
export const ask = async (client: Client, url: string, body: string): Promise<string> =>
  (await client.send(url, body)).body.toString();

/** The data of an answer as one text, whatever the order of bytes outside of it. Throws when it has errors. */
export function dataOf(answer: string): string {
  const { data, errors } = JSON.parse(answer) as { data?: unknown; errors?: unknown };
  if (errors !== undefined || data === undefined)
    throw new Error(`a query of the benchmark was not answered whole: ${answer.slice(0, 300)}`);
  return JSON.stringify(data);
}
