import { transactionCommand } from '../../harness/hazards/transaction-command.ts';
import { describeHazard } from './describing.ts';

describeHazard(transactionCommand, {
  ladders: {
    'begin-and-commit-inside': ['error script migrations/0002_wrapped.sql', 'error script migrations/0002_wrapped.sql'],
    'commit-begin-inside': ['error script migrations/0002_two_parts.sql', 'error script migrations/0002_two_parts.sql'],
    'commit-in-rollback': ['error script rollbacks/0002_stop_shelter.sql'],
    'savepoint-inside': ['error script migrations/0002_safe_part.sql', 'error script migrations/0002_safe_part.sql'],
  },
  dangerous: [['SAVEPOINT a; RELEASE a;']],
  harmless: [["INSERT INTO a VALUES ('COMMIT;'); CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;"]],
});
