// A fresh process: loads one bundle and says what that took. JavaScript, so that Node loads nothing else before it.
const before = process.threadCpuUsage();
const begin = performance.now();
await import(process.argv[2]);
const ms = performance.now() - begin;
const { user, system } = process.threadCpuUsage(before);
process.stdout.write(JSON.stringify({ ms, cpu: (user + system) / 1000 }));
process.exit(0);
