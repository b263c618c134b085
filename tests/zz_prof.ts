import { checkFolder } from '../harness/commands/check.ts';
const run = async (check: string[]) => { const t=process.cpuUsage(); const {report}=await checkFolder({check}, {now:()=>process.cpuUsage().user/1000+process.cpuUsage().system/1000,onStep(){},frozen:async()=>new Set(),ignoreLock:true}); const u=process.cpuUsage(t); console.log(check, Math.round((u.user+u.system)/1000)+'ms', report.steps.map(s=>s.checks[0]!.durationMs.toFixed(0)).join(' ')); };
await run(['json-columns-validate']);
await run(['json-columns-validate']);
await run(['json-columns-validate']);
