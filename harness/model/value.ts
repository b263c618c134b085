/**
 * A value in SQLite's five storage classes, told apart by the JavaScript type alone: integers are always `bigint`
 * and reals always `number`, since a driver's plain numbers lose integers beyond 2^53 and cannot tell 1 from 1.0.
 */
export type SqlValue = null | bigint | number | string | Uint8Array;

/** A result row by position: names can repeat, and a column called `__proto__` would vanish from an object. */
export type SqlRow = readonly SqlValue[];
