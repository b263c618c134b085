#!/usr/bin/env node
// A Node that is too old must still be able to read this file, to say so: no syntax younger than Node 12 here.
const OLDEST = [22, 18];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(`error[node-too-old]: stepproof needs Node ${OLDEST.join('.')} or newer`);
  console.error(`  why     This is Node ${process.versions.node}, on which its SQLite driver crashes.`);
  console.error('  fix     Install a newer one from https://nodejs.org');
  process.exitCode = 2;
} else {
  import('node:module').then(start);
}

function start(module) {
  if (!process.env.NODE_COMPILE_CACHE) {
    const cache = module.enableCompileCache();
    // The process that runs the SQL inherits it, so that neither compiles its code at every start.
    if (cache.directory) process.env.NODE_COMPILE_CACHE = cache.directory;
  }
  return import('../dist/cli/main.js');
}
