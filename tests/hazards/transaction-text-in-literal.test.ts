import { transactionTextInLiteral } from '../../harness/hazards/transaction-text-in-literal.ts';
import { describeHazard } from './describing.ts';

describeHazard(transactionTextInLiteral, {
  dangerous: [
    ['-- BEGIN TRANSACTION\n-- and again: BEGIN TRANSACTION\nSELECT 1;'],
    ['-- this script needs no BEGIN TRANSACTION\nSELECT 1;'],
    ["-- BEGIN TRANSACTION;\nINSERT INTO a VALUES ('COMMIT;');"],
    ["BEGIN TRANSACTION; INSERT INTO a VALUES ('BEGIN TRANSACTION'); COMMIT;"],
  ],
  harmless: [
    ['-- dumped with BEGIN TRANSACTION; and the like\nSELECT 1;'],
    ["-- begin transaction\nINSERT INTO a VALUES ('COMMIT;');"],
    ["BEGIN TRANSACTION; INSERT INTO a VALUES ('x'); COMMIT; INSERT INTO a VALUES ('COMMIT;');"],
  ],
});
