/**
 * What an R-tree or a full-text index says of a row that it cannot hold: bounds the wrong way round, a rowid that is taken
 * (https://sqlite.org/rtree.html). The constraints of other tables have extended codes.
 */
export const IN_VIRTUAL_TABLE = 'SQLITE_CONSTRAINT';
