/* global document, fetch */
// Runs in the browser: asks this server for the plan of an operation, and shows it as a tree. Nothing is ever written as HTML.
const endpoint = document.body.dataset.endpoint;
const [operation, variables, answer] = ['operation', 'variables', 'answer'].map((id) => document.getElementById(id));

/** An element with text and children: element('li', { class: 'x' }, 'text', other). */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const heading = (text) => element('h2', {}, text);

/** `{customer{orders(where:{isOpen:true}){id}}}` over several lines: one for each level of selections. */
function laidOut(text) {
  let [depth, parentheses, lines] = [0, 0, ''];
  const indent = () => '  '.repeat(Math.max(0, depth));
  for (const token of text.match(/"(?:[^"\\]|\\.)*"|[{}()]|[^{}()"]+/g) ?? []) {
    if (token === '(') parentheses++;
    if (token === ')') parentheses--;
    if (parentheses === 0 && token === '{') {
      depth++;
      lines = `${lines.trimEnd()} {\n${indent()}`;
    } else if (parentheses === 0 && token === '}') {
      depth--;
      lines = `${lines.trimEnd()}\n${indent()}}\n${indent()}`;
    } else lines += token;
  }
  return lines.trim();
}

/** What a fetch needs of an object before it can ask: `{ id accounts { id } }`. */
function required(selections) {
  const parts = selections.map((one) => {
    const below = one.selections ? ` ${required(one.selections)}` : '';
    return one.kind === 'Field' ? one.name + below : `... on ${one.typeCondition}${below}`;
  });
  return `{ ${parts.join(' ')} }`;
}

function fetchItem(node, path) {
  const where = path.length > 0 ? ` for each ${path.filter(Boolean).join('.').replaceAll('.@', '[]')}` : '';
  const details = element(
    'details',
    { open: '' },
    element('summary', {}, element('span', { class: 'service' }, node.serviceName), where),
  );
  if (node.requires) details.append(element('p', {}, `needs ${required(node.requires)}`));
  details.append(element('pre', {}, laidOut(node.operation)));
  return element('li', {}, details);
}

function planItem(node, path = []) {
  switch (node.kind) {
    case 'Fetch':
      return fetchItem(node, path);
    case 'Flatten':
      return planItem(node.node, [...path, ...node.path]);
    case 'Sequence':
    case 'Parallel': {
      const isParallel = node.kind === 'Parallel';
      const list = element('ul', { class: node.kind.toLowerCase() }, ...node.nodes.map((one) => planItem(one, path)));
      return element('li', {}, isParallel ? 'at the same time' : 'one after another', list);
    }
    default:
      return element('li', {}, node.kind, element('pre', {}, JSON.stringify(node, null, 2)));
  }
}

function table(head, rows) {
  const row = (name) => (cells) => element('tr', {}, ...cells.map((cell) => element(name, {}, String(cell ?? ''))));
  return element('table', {}, row('th')(head), ...rows.map(row('td')));
}

function show({ data, errors = [], extensions = {} }, ms, isRun) {
  const { apolloQueryPlan: plan, cost, sources = [] } = extensions;
  const parts = errors.map(({ message }) => element('p', { class: 'fault' }, message));
  if (cost) parts.push(element('p', {}, `Estimated cost ${cost.estimated}, limit ${cost.max ?? 'none'}`));
  if (plan) parts.push(heading('Plan'));
  if (plan?.object?.node) parts.push(element('ul', {}, planItem(plan.object.node)));
  else if (plan) parts.push(element('p', {}, plan.object ? 'No subgraph is asked.' : plan.text));
  if (isRun) {
    parts.push(heading(`Run, ${Math.round(ms)} ms`));
    if (sources.length > 0)
      parts.push(
        table(
          ['system', 'status', 'ms'],
          sources.map((s) => [s.system, s.status, s.ms]),
        ),
      );
    parts.push(
      element('details', {}, element('summary', {}, 'Answer'), element('pre', {}, JSON.stringify(data, null, 2))),
    );
  }
  if (plan?.object)
    parts.push(element('details', {}, element('summary', {}, 'As text'), element('pre', {}, plan.text)));
  answer.replaceChildren(...parts);
}

async function ask(wanted) {
  try {
    const body = JSON.stringify({ query: operation.value, variables: JSON.parse(variables.value || '{}') });
    const headers = { 'content-type': 'application/json', 'apollo-expose-query-plan': wanted };
    const began = Date.now();
    const response = await fetch(endpoint, { method: 'POST', headers, body });
    show(await response.json(), Date.now() - began, wanted === 'true');
  } catch (error) {
    answer.replaceChildren(element('p', { class: 'fault' }, error.message));
  }
}

document.getElementById('plan').addEventListener('click', () => ask('dry-run'));
document.getElementById('run').addEventListener('click', () => ask('true'));
fetch(`${endpoint}/plan/assets/customer-360.graphql`)
  .then((given) => given.text())
  .then((text) => {
    operation.value ||= text;
    return ask('dry-run');
  });
