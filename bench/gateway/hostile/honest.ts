/** Body of the request whose latency tells what others feel of hostile ones. */
export const honestBody = JSON.stringify({ query: '{ people(first: 2) { id name } visitors }' });

export const isHonestAnswer = (text: string): boolean => text.startsWith('{"data":{"people"');
