import type { SchemaDifference, SchemaObject, SchemaSnapshot, Table } from '../model/schema.ts';
import { wrong } from './differences.ts';
import { indexDifferences, type NamedIndex } from './indexDifference.ts';
import { indexOrderDifferences } from './indexOrder.ts';
import { pairByName } from './pairByName.ts';
import { tableDifferences } from './tableDifference.ts';
import { isNamedAfter } from './tableModels.ts';
import { triggerDifferences } from './triggerDifference.ts';
import { viewDifferences } from './viewDifference.ts';
