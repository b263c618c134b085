/** Where in a document a part of its schema is about: `steps[].timestamp`; `the document` for all of it. */
export function schemaPath(path: readonly PropertyKey[]): string {
  let shown = '';
  for (let at = 0; at < path.length; at++) {
    switch (path[at]) {
      case 'properties':
        at += 1;
        shown += `.${String(path[at])}`;
        break;
      case 'items':
        shown += '[]';
        break;
      case 'prefixItems':
        at += 1;
        shown += `[${String(path[at])}]`;
        break;
      case 'additionalProperties':
        shown += '.*';
        break;
      case 'patternProperties':
        at += 1;
        shown += '.*';
        break;
      case 'propertyNames':
        shown += '.(key)';
        break;
      // One of several for the same place.
      default:
        at += 1;
    }
  }
  return shown === '' ? 'the document' : shown.replace(/^\./, '');
}
