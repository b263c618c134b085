import { posix } from 'node:path';

/** A path of a report as seen from the root of the repository; base as in `RenderOptions`. */
export function repositoryPath(base: string, file: string): string {
  return posix.isAbsolute(file) ? file : posix.normalize(`${base}${file}`);
}

/** The same as a URI reference (RFC 3986): nothing in it ends a link, a segment or the path before its time. */
export function repositoryUri(base: string, file: string): string {
  return repositoryPath(base, file.toWellFormed()).split('/').map(encodeSegment).join('/');
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
