import { Agent, request } from 'undici';

/** The client of the benchmark: as many connections as requests at a time, kept alive. */
export const openClient = (): Agent => new Agent({ connections: 64, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });

export interface Sent {
  readonly status: number;
  readonly text: string;
}

/** Sends a body as it is. */
export async function send(
  client: Agent,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const response = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body,
    dispatcher: client,
  });
  return { status: response.statusCode, text: await response.body.text() };
}

/** The text of an answer. */
export const ask = async (client: Agent, url: string, body: string): Promise<string> =>
  (await send(client, url, body)).text;

/** The data of an answer as one text, whatever the order of bytes outside of it. Throws when it has errors. */
export function dataOf(answer: string): string {
  const { data, errors } = JSON.parse(answer) as { data?: unknown; errors?: unknown };
  if (errors !== undefined || data === undefined)
    throw new Error(`a query of the benchmark was not answered whole: ${answer.slice(0, 300)}`);
  return JSON.stringify(data);
}
