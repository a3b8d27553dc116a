"use strict";

// Runs a program of Crossfade's on the Node that it needs: `node run.cjs src/main.ts`. Any Node reads this file, so it
// keeps to the JavaScript that old ones know; without a program it only looks whether all is installed.

const childProcess = require("child_process");
const fs = require("fs");
const module_ = require("module");
const path = require("path");

const NEEDS_NODE = 26;

/** sysexits.h: something was configured in error; a restart alone will not help. */
const EX_CONFIG = 78;

/** Milliseconds between two looks whether whoever started this is still there. */
const LOOK_EVERY = 500;

const FORWARDED = ["SIGTERM", "SIGINT", "SIGHUP"];

/** Names the launcher to what it launched; not for people to set. */
const LAUNCHER = "CROSSFADE_LAUNCHER";

const MODULES = path.join(__dirname, "node_modules");

/**
 * Of the C library's memory on Linux: pieces from 128 KB on go back to the system once they are done with. By itself it
 * ends that as soon as the start has used some, and keeps 16 MB.
 */
const GIVEN_BACK = "MALLOC_MMAP_THRESHOLD_";

/** Where what is made anew at need is kept between starts. */
const KEPT = path.join(MODULES, ".cache", "crossfade");

const BOT = path.join(__dirname, "src", "main.ts");

main(process.argv[2], process.argv.slice(3));

function main(program, args) {
  const trouble = troubleOf(program || "");
  if (trouble !== undefined) refuse(trouble);
  if (program === undefined) return;
  if (majorOf(process.versions.node) >= NEEDS_NODE) return runHere(program, args);
  const node = process.env[LAUNCHER] === undefined ? installedNode() : undefined;
  if (node === undefined)
    refuse(`Crossfade needs Node ${NEEDS_NODE}, and this is ${process.version}: ${howToGetNode()}`);
  launch(node, program, args);
}

/** What is not installed, in one sentence that says how to get it. */
function troubleOf(program) {
  const listed = JSON.parse(fs.readFileSync(path.join(__dirname, "package.json"), "utf8"));
  const missing = (names) => Object.keys(names).filter((name) => !fs.existsSync(path.join(MODULES, name)));
  if (missing(listed.dependencies).length > 0)
    return `Crossfade is not installed yet: run npm ci in ${__dirname} first`;
  // The bot and what looks after its content need nothing else.
  if (/^(src|facts)[\\/]/.test(program) || missing(listed.devDependencies).length === 0) return undefined;
  return `This needs what a production install leaves out: run npm ci --include=dev in ${__dirname} first`;
}

/** On this very Node, as if it had been called with the program: signals and the exit code need no handing on. */
function runHere(program, args) {
  const file = path.resolve(__dirname, program);
  if (file === BOT) beginAnew();
  const launcher = process.env[LAUNCHER];
  delete process.env[LAUNCHER];
  if (launcher !== undefined || isPackageScript()) {
    whenParentEnds(Number(launcher || process.ppid), () => {
      if (!process.emit("SIGTERM", "SIGTERM")) process.exit(1);
    });
  }
  stayLight();
  const runMain = (bundle) => {
    process.argv.splice(1, process.argv.length, bundle || file, ...args);
    module_.runMain();
  };
  if (file === BOT) withBundle(runMain);
  else runMain();
}

/**
 * The bot in a few files, made by src/bundle.ts: it starts in half the time, and takes less memory, than in some 1,000.
 * At the first start, and after each change, they are made anew; where that cannot be, the bot runs as it is written.
 */
function withBundle(runMain) {
  const kept = keptBundle();
  if (kept !== undefined || !mayWrite(MODULES)) return runMain(kept);
  // As the bot ends: it is not there yet to hear of it.
  const stop = () => process.exit(0);
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, stop);
  const making = childProcess.spawn(process.execPath, [__filename, "src/bundle.ts"], { stdio: "ignore" });
  const goOn = () => {
    for (const signal of ["SIGTERM", "SIGINT"]) process.removeListener(signal, stop);
    runMain(keptBundle());
  };
  // One that cannot be started has no exit.
  making.on("error", goOn);
  making.on("exit", goOn);
}

/** The one that is there, if all that it was made of is as it was. */
function keptBundle() {
  try {
    const kept = JSON.parse(fs.readFileSync(path.join(KEPT, "bundle.json"), "utf8"));
    const file = path.join(KEPT, kept.file);
    const same = (source) => {
      const found = fs.statSync(source.path);
      return found.size === source.size && found.mtimeMs === source.mtimeMs;
    };
    return fs.existsSync(file) && kept.of.every(same) ? file : undefined;
  } catch (_) {
    return undefined;
  }
}

function mayWrite(folder) {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch (_) {
    return false;
  }
}

/** What the C library goes by is read as a process begins: this one begins once more, in its own place. */
function beginAnew() {
  const known = process.env[GIVEN_BACK] !== undefined;
  // A channel to whoever started it would be lost.
  if (known || process.platform !== "linux" || process.connected || process.execve === undefined) return;
  // A profiler's signal would end what follows.
  if (/--(cpu-)?prof/.test(process.execArgv.concat(process.env.NODE_OPTIONS || "").join(" "))) return;
  const args = process.execArgv.concat(process.argv.slice(1));
  try {
    process.execve(process.execPath, [process.argv0].concat(args), withGivenBack());
  } catch (_) {
    // Where a program may start no other, it goes on as it is.
  }
}

/** The environment, with what the C library is to go by where that does not say. */
function withGivenBack() {
  return Object.assign({ [GIVEN_BACK]: "131072" }, process.env);
}

/** Less memory and a quicker start; on a Node that knows neither, nothing. */
function stayLight() {
  // Later starts read back what was compiled, and do without what strips the types: 25 MB and a quarter of the time.
  module_.enableCompileCache(path.join(KEPT, "compiled"));
  // The space for what is young stays at 1 MB, and does not grow to 32 in a process that is idle most of the time.
  const v8 = require("v8");
  v8.setFlagsFromString("--semi-space-growth-factor=1");
  // The old are gone through once they have grown by so much: seldom, and all at once, it would stand still for longer.
  v8.setFlagsFromString("--heap-growing-percent=15");
}

/** On another Node, which hears of every signal that arrives here, and stops when this process ends. */
function launch(node, program, args) {
  const env = Object.assign(withGivenBack(), { [LAUNCHER]: String(process.pid) });
  const child = childProcess.spawn(node, [__filename, program].concat(args), { env: env, stdio: "inherit" });
  child.on("error", (error) => refuse(`${node} does not run here (${error.message}): ${howToGetNode()}`));
  for (const signal of FORWARDED) {
    // A console of Windows tells the child by itself, and there kill() would be an end without notice.
    process.on(signal, () => process.platform === "win32" || child.kill(signal));
  }
  if (isPackageScript()) whenParentEnds(process.ppid, () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/**
 * Whether npm, or another that runs scripts, started this: one that is killed leaves what it started running. Started
 * by hand, by a supervisor or with nohup, the bot outlives its parent.
 */
function isPackageScript() {
  return /^exec node run\.cjs /.test(process.env.npm_lifecycle_script || "");
}

function whenParentEnds(parent, stop) {
  const timer = setInterval(() => {
    if (process.ppid === parent && lives(parent)) return;
    clearInterval(timer);
    stop();
  }, LOOK_EVERY);
  timer.unref();
}

/** Where a child keeps the number of a parent that ended, as on Windows, only this tells. */
function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** The one that npm ci brought; missing where the scripts of packages were left out. */
function installedNode() {
  return ["node", "node.exe"].map((name) => path.join(MODULES, "node", "bin", name)).find(runs);
}

/** On Windows an empty file stands where the program is elsewhere. */
function runs(file) {
  return fs.existsSync(file) && fs.statSync(file).size > 1e6;
}

function howToGetNode() {
  return `run npm rebuild node --ignore-scripts=false in ${__dirname}, or install Node ${NEEDS_NODE} from https://nodejs.org`;
}

function majorOf(version) {
  return Number(version.split(".")[0]);
}

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(EX_CONFIG);
}
