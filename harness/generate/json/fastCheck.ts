/** fast-check as its users import it; handed around, because it is loaded only when documents are asked for. */
export type FastCheck = typeof import('fast-check');
