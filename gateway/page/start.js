/* global React, ReactDOM, GraphiQL, document, fetch, window */
// Runs in the browser: GraphiQL from this server, with a customer's whole story as the first question.
const place = document.getElementById('graphiql');
const endpoint = place.dataset.endpoint;
const fetcher = GraphiQL.createFetcher({ url: new URL(endpoint, window.location.href).href });

fetch(`${endpoint}/assets/customer-360.graphql`)
  .then((answer) => answer.text())
  .then((defaultQuery) => {
    ReactDOM.createRoot(place).render(
      React.createElement(GraphiQL, {
        fetcher,
        defaultQuery,
        defaultEditorToolsVisibility: true,
        shouldPersistHeaders: false,
      }),
    );
  });
