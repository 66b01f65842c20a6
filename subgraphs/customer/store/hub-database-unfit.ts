/** The hub's own database can be reached and can't be used as it is. The message says what was expected, found, and what to do. */
export class HubDatabaseUnfit extends Error {
  override readonly name = 'HubDatabaseUnfit';
}
