import { databaseAt, ladder, run } from './tests/reference/ladder.ts';
const n = Number(process.argv[2]);
const db = databaseAt(1, '/tmp/big.db');
db.exec(`BEGIN;
insert into workspaces(id,name) values('w1','a'),('w2','b');
with recursive c(i) as (select 1 union all select i+1 from c where i<20000) insert into users(id,email) select 'u'||i,'e'||i||'@example.com' from c;
insert into workspace_members(id,workspace_id,user_id) select 'm'||rowid, 'w1', id from users;
insert into integrations(id,workspace_id,platform,name,api_key_encrypted) values('i1','w1','openai','P','k');
with recursive c(i) as (select 1 union all select i+1 from c where i<${n}) insert into traces(id,workspace_id,integration_id,trace_id,source,timestamp,steps,metadata) select 't'||i,'w'||(1+i%2),'i1','x'||i,'openai','2025-01-01T00:00:'||i,'[{"step_id":"1","content":"${'x'.repeat(400)}"}]','{"a":1}' from c;
insert into eval_sets(id,workspace_id,name) values('s1','w1','S');
insert into evals(id,eval_set_id,name,version,code,model_used) values('e1','s1','E',1,'',''),('e2','s1','E',2,'','');
insert into feedback(id,eval_set_id,trace_id,rating) select 'f'||rowid,'s1',id,'positive' from traces where rowid%2;
insert into eval_executions(id,eval_id,trace_id,result,reason,execution_time_ms) select 'x'||rowid,'e1',id,1,'because',10 from traces;
COMMIT`);
for (const { id, forward, rollback } of ladder.slice(1)) {
  const t = performance.now(); run(db, forward); const t1 = performance.now(); run(db, rollback); const t2 = performance.now(); run(db, forward);
  console.log(id, (t1-t).toFixed(0), (t2-t1).toFixed(0));
}
