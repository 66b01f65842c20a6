import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../../kit/context.ts';
import { isNamed, json, preferred, response as answer } from './media-types.ts';
import { unrunnable } from './unrunnable.ts';

/**
 * A client that asks for `application/json` by name, and is answered in it, gets every answer to a well-formed request with
 * status 200, as the GraphQL over HTTP specification says for that media type: a proxy between may send a 400 in JSON too, and
 * such a client could not tell. All others see 400.
 */
export const jsonStatusPlugin: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response, errors = [] }) {
        if (response.http.status !== 400 || !errors.every(({ extensions }) => unrunnable.has(extensions['code'])))
          return;
        const accept = request.http?.headers.get('accept');
        if (preferred(accept, [json, answer]) === json && isNamed(accept, 'application/json'))
          response.http.status = 200;
      },
    };
  },
};
